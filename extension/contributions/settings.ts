import type { Words } from './words.ts';

interface SettingEntry {
  type: 'string' | 'number' | 'boolean';
  default: string | number | boolean;
  description: Words;
  /** `machine`: says something about the machine that the platform runs on, so it is not synchronised. */
  scope: 'machine' | 'window' | 'resource';
  minimum?: number;
  maximum?: number;
  /** Not taken from a workspace that is not trusted. */
  isRestricted?: boolean;
}

/** Every setting. */
export const settings = {
  apiUrl: {
    type: 'string',
    default: 'http://127.0.0.1:5050',
    scope: 'machine',
    isRestricted: true,
    description: {
      en: 'Address of the Platform API. A platform that was started by this extension or by `npm start` is at the default.',
      ru: 'Адрес Platform API. Платформа, запущенная этим расширением или командой `npm start`, доступна по адресу по умолчанию.',
    },
  },
  platformFolder: {
    type: 'string',
    default: '',
    scope: 'machine',
    isRestricted: true,
    description: {
      en: 'Folder of the platform: a checkout of its repository. Empty: the platform that this extension carries.',
      ru: 'Папка платформы: копия её репозитория. Пусто: платформа, которую содержит расширение.',
    },
  },
  startTrafficWithPlatform: {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: {
      en: 'Start a little traffic to the demonstration together with the platform (10 requests per second).',
      ru: 'Вместе с платформой запускать небольшой трафик к демонстрации (10 запросов в секунду).',
    },
  },
  faultDurationSeconds: {
    type: 'number',
    default: 60,
    minimum: 1,
    maximum: 86_400,
    scope: 'window',
    description: {
      en: 'Seconds after which a fault ends by itself, unless another time is chosen. Every fault ends.',
      ru: 'Через сколько секунд сбой прекращается сам, если не выбрано иное. Каждый сбой прекращается.',
    },
  },
  logLines: {
    type: 'number',
    default: 200,
    minimum: 0,
    maximum: 10_000,
    scope: 'window',
    description: {
      en: 'How many past lines the log of a node shows before it follows.',
      ru: 'Сколько прежних строк показывает журнал узла, прежде чем следить за новыми.',
    },
  },
} as const satisfies Record<string, SettingEntry>;

export type SettingName = keyof typeof settings;
type TypeOf = { string: string; number: number; boolean: boolean };
/** Type of a setting's value. */
export type SettingValue<N extends SettingName> = TypeOf[(typeof settings)[N]['type']];
