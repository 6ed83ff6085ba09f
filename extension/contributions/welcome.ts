import type { PlatformState } from './context-keys.ts';
import type { Words } from './words.ts';

/** What the view of nodes says while it is empty: the state, and the one thing that helps. */
export const welcome: readonly { states: readonly PlatformState[]; when?: string; contents: Words }[] = [
  {
    states: ['idle', 'connecting'],
    contents: { en: 'Looking for the platform…', ru: 'Ищу платформу…' },
  },
  {
    states: ['no-engine'],
    contents: {
      en: 'Docker is not installed on this machine. The platform runs your nodes as containers and needs it.\n[Install Docker](https://docs.docker.com/get-started/get-docker/)\nIt is installed? [Connect again](command:dsp.connect) or [check this machine](command:dsp.runDoctor).',
      ru: 'На этой машине нет Docker. Платформа запускает узлы как контейнеры, без него она не работает.\n[Установить Docker](https://docs.docker.com/get-started/get-docker/)\nDocker уже есть? [Подключиться снова](command:dsp.connect) или [проверить машину](command:dsp.runDoctor).',
    },
  },
  {
    states: ['engine-stopped'],
    contents: {
      en: 'Docker is installed but does not run. Start Docker Desktop or the Docker service, then:\n[Connect again](command:dsp.connect)\n[Check this machine](command:dsp.runDoctor) says more.',
      ru: 'Docker установлен, но не запущен. Запустите Docker Desktop или службу Docker, затем:\n[Подключиться снова](command:dsp.connect)\nПодробнее: [проверить машину](command:dsp.runDoctor).',
    },
  },
  {
    states: ['no-permission'],
    contents: {
      en: 'You may not use the Docker engine. On Linux: `sudo usermod -aG docker $USER`, then log out and in again.\n[Connect again](command:dsp.connect)',
      ru: 'Нет прав на использование Docker. В Linux: `sudo usermod -aG docker $USER`, затем выйдите из системы и войдите снова.\n[Подключиться снова](command:dsp.connect)',
    },
  },
  {
    states: ['stopped'],
    contents: {
      en: 'A laboratory for distributed systems: real containers, real load, real faults. It is not running.\n[Start Platform](command:dsp.startPlatform)\nNew here? [Open the walkthrough](command:dsp.openWalkthrough).',
      ru: 'Лаборатория распределённых систем: настоящие контейнеры, нагрузка и сбои. Сейчас она не запущена.\n[Запустить платформу](command:dsp.startPlatform)\nВпервые здесь? [Откройте знакомство](command:dsp.openWalkthrough).',
    },
  },
  {
    states: ['starting'],
    contents: {
      en: 'The platform is starting…\n[Cancel](command:dsp.cancelStart)\n[Show log](command:dsp.showLog)',
      ru: 'Платформа запускается…\n[Прервать](command:dsp.cancelStart)\n[Показать журнал](command:dsp.showLog)',
    },
  },
  { states: ['stopping'], contents: { en: 'The platform is stopping…', ru: 'Платформа останавливается…' } },
  {
    states: ['unreachable', 'lost'],
    contents: {
      en: 'Something answers at the address of the platform, but not as it should, or too late.\n[Connect again](command:dsp.connect)\n[Show log](command:dsp.showLog) or [change the address](command:workbench.action.openSettings?%22dsp.apiUrl%22).',
      ru: 'По адресу платформы что-то отвечает, но не так, как должно, или слишком поздно.\n[Подключиться снова](command:dsp.connect)\n[Показать журнал](command:dsp.showLog) или [изменить адрес](command:workbench.action.openSettings?%22dsp.apiUrl%22).',
    },
  },
  {
    states: ['refused'],
    contents: {
      en: 'The platform runs with an access token that this window does not have.\n[Enter Token](command:dsp.enterToken)\nIt is the value of DSP_API_TOKEN where the platform was started.',
      ru: 'Платформа запущена с токеном доступа, которого у этого окна нет.\n[Ввести токен](command:dsp.enterToken)\nЭто значение DSP_API_TOKEN там, где платформу запустили.',
    },
  },
  {
    states: ['connected'],
    contents: {
      en: 'The platform runs, but there is no node. A container becomes one by the label dsp.node.\n[Join Own Compose Project](command:dsp.joinProject)',
      ru: 'Платформа работает, но узлов нет. Контейнер становится узлом благодаря метке dsp.node.\n[Подключить свой проект Compose](command:dsp.joinProject)',
    },
  },
];

/** What the other views say while they are empty. */
export const emptyViews = {
  traffic: {
    en: 'No traffic yet.\n[Start Traffic](command:dsp.startTraffic)',
    ru: 'Трафика пока нет.\n[Запустить трафик](command:dsp.startTraffic)',
  },
  faults: {
    en: 'Nothing is broken.\n[Inject Fault](command:dsp.injectFault)',
    ru: 'Ничего не сломано.\n[Внести сбой](command:dsp.injectFault)',
  },
} as const satisfies Record<string, Words>;

/** What they say while there is no platform: the view of nodes has the remedy. */
export const notConnected: Words = {
  en: 'There is no platform to look at. The view "Nodes" says why.',
  ru: 'Платформы, на которую можно смотреть, нет. Почему, сказано в представлении «Узлы».',
};
