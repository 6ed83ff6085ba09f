import { colors } from './colors.ts';
import { commandId, commands, type CommandEntry, type CommandName } from './commands.ts';
import { injectMenu, viewItemContext, viewTitle, type MenuEntry, type SubmenuEntry } from './menus.ts';
import { settings } from './settings.ts';
import { containerId, containerTitle, livePanelType, views } from './views.ts';
import { walkthroughDescription, walkthroughId, walkthroughSteps, walkthroughTitle } from './walkthrough.ts';
import { emptyViews, notConnected, welcome } from './welcome.ts';
import type { Words } from './words.ts';

/** The parts of the manifest that are made from the registry, and its texts in each language. */
export interface GeneratedManifest {
  manifest: Record<string, unknown>;
  /** `package.nls.json`. */
  en: Record<string, string>;
  /** `package.nls.ru.json`. */
  ru: Record<string, string>;
}

const category: Words = { en: 'DSP', ru: 'DSP' };
const media = 'extension/media';

/** Makes what the manifest says of the extension from the registry. */
export function makeManifest(): GeneratedManifest {
  const texts = collectTexts();
  const { text } = texts;
  const contributes = {
    viewsContainers: {
      activitybar: [
        { id: containerId, title: text('container', containerTitle), icon: `${media}/activity-bar.svg` },
      ],
    },
    views: { [containerId]: Object.entries(views).map(([name, view]) => viewOf(name, view, text)) },
    viewsWelcome: welcomeViews(text),
    commands: (Object.entries(commands) as [CommandName, CommandEntry][]).map(([name, entry]) => ({
      command: commandId(name),
      title: text(`command.${name}`, entry.title),
      category: text('category', category),
      ...(entry.icon === undefined ? {} : { icon: entry.icon }),
      ...(entry.enablement === undefined ? {} : { enablement: entry.enablement }),
    })),
    submenus: [
      {
        id: 'dsp.inject',
        label: text('submenu.inject', { en: 'Inject Fault', ru: 'Внести сбой' }),
        icon: '$(zap)',
      },
    ],
    menus: {
      commandPalette: (Object.entries(commands) as [CommandName, CommandEntry][])
        .filter(([, { palette }]) => palette !== 'true')
        .map(([name, { palette }]) => ({
          command: commandId(name),
          when: palette === false ? 'false' : palette,
        })),
      'view/title': viewTitle.map(menuOf),
      'view/item/context': viewItemContext.map(menuOf),
      'dsp.inject': injectMenu.map(menuOf),
    },
    configuration: {
      title: 'Distributed System Platform',
      properties: Object.fromEntries(
        Object.entries(settings).map(([name, setting]) => [`dsp.${name}`, settingOf(name, setting, text)]),
      ),
    },
    colors: Object.entries(colors).map(([name, { id, description, defaults }]) => ({
      id,
      description: text(`color.${name}`, description),
      defaults,
    })),
    walkthroughs: [walkthroughOf(text)],
  };
  return {
    manifest: {
      main: './dist/extension/main.cjs',
      l10n: './extension/l10n',
      extensionKind: ['workspace'],
      activationEvents: [`onWebviewPanel:${livePanelType}`],
      capabilities: capabilitiesOf(text),
      contributes,
    },
    ...texts.result(),
  };
}

type Text = (key: string, words: Words) => string;

function collectTexts() {
  const en: Record<string, string> = {};
  const ru: Record<string, string> = {};
  return {
    text: (key: string, words: Words) => {
      en[key] = words.en;
      ru[key] = words.ru;
      return `%${key}%`;
    },
    result: () => ({ en, ru }),
  };
}

function viewOf(name: string, view: (typeof views)[keyof typeof views], text: Text) {
  const { title, type, visibility, ...rest } = { visibility: undefined, ...view };
  return {
    ...rest,
    name: text(`view.${name}`, title),
    type,
    contextualTitle: text('container', containerTitle),
    ...(visibility === undefined ? {} : { visibility }),
  };
}

function welcomeViews(text: Text) {
  return [
    ...welcome.map(({ states, contents }) => ({
      view: views.nodes.id,
      contents: text(`welcome.${states.join('.')}`, contents),
      when: states.map((state) => `dsp.state == ${state}`).join(' || '),
    })),
    ...Object.entries(emptyViews).flatMap(([name, contents]) => [
      {
        view: `dsp.${name}`,
        contents: text(`welcome.${name}`, contents),
        when: 'dsp.state == connected',
      },
      {
        view: `dsp.${name}`,
        contents: text('welcome.elsewhere', notConnected),
        when: 'dsp.state != connected',
      },
    ]),
  ];
}

function menuOf(entry: MenuEntry | SubmenuEntry) {
  const what = 'command' in entry ? { command: commandId(entry.command) } : { submenu: entry.submenu };
  return { ...what, ...(entry.when === 'true' ? {} : { when: entry.when }), group: entry.group };
}

function settingOf(name: string, setting: (typeof settings)[keyof typeof settings], text: Text) {
  const { description, isRestricted: _, ...schema } = { isRestricted: false, ...setting };
  return { ...schema, markdownDescription: text(`setting.${name}`, description) };
}

function capabilitiesOf(text: Text) {
  return {
    untrustedWorkspaces: {
      supported: 'limited',
      description: text('capability.untrusted', {
        en: 'Terminals in nodes and joining a Compose project of the workspace need a trusted workspace. Addresses are not taken from the workspace.',
        ru: 'Терминалы в узлах и подключение проекта Compose доступны только в доверенной рабочей области. Адреса из рабочей области не берутся.',
      }),
      restrictedConfigurations: Object.entries(settings)
        .filter(([, setting]) => 'isRestricted' in setting)
        .map(([name]) => `dsp.${name}`),
    },
    virtualWorkspaces: {
      supported: 'limited',
      description: text('capability.virtual', {
        en: 'The laboratory works; joining a Compose project needs files on disk.',
        ru: 'Лаборатория работает; для подключения проекта Compose нужны файлы на диске.',
      }),
    },
  };
}

function walkthroughOf(text: Text) {
  return {
    id: walkthroughId,
    title: text('walkthrough.title', walkthroughTitle),
    description: text('walkthrough.description', walkthroughDescription),
    icon: `${media}/icon.png`,
    steps: walkthroughSteps.map(({ id, title, description, completionEvents }) => ({
      id,
      title: text(`walkthrough.${id}.title`, title),
      description: text(`walkthrough.${id}.description`, description),
      media: {
        svg: `${media}/walkthrough/${id}.svg`,
        altText: text(`walkthrough.${id}.title`, title),
      },
      completionEvents,
    })),
  };
}
