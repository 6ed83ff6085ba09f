import type { Words } from './words.ts';

/** One command of the extension, as the palette and the menus show it. */
export interface CommandEntry {
  title: Words;
  /** A product icon, such as `$(play)`. Needed where the command is a button. */
  icon?: string;
  /** When the palette offers it; `false` for commands that only make sense on something selected. */
  palette: string | false;
  /** When it can be used at all. */
  enablement?: string;
}

const connected = 'dsp.state == connected';

/** Every command. What each does is in `commands/`, one file each; its place in menus in `menus.ts`. */
export const commands = {
  startPlatform: {
    title: { en: 'Start Platform', ru: 'Запустить платформу' },
    icon: '$(play)',
    palette: '!dsp.isBusy',
  },
  cancelStart: {
    title: { en: 'Cancel Starting', ru: 'Прервать запуск' },
    icon: '$(debug-stop)',
    palette: 'dsp.state == starting',
  },
  stopPlatform: {
    title: { en: 'Stop Platform', ru: 'Остановить платформу' },
    icon: '$(debug-stop)',
    palette: '!dsp.isBusy',
  },
  removePlatform: {
    title: { en: 'Stop Platform and Remove Its Data…', ru: 'Остановить платформу и удалить её данные…' },
    palette: '!dsp.isBusy',
  },
  runDoctor: {
    title: { en: 'Check This Machine (Doctor)', ru: 'Проверить эту машину (доктор)' },
    icon: '$(pulse)',
    palette: 'true',
  },
  connect: {
    title: { en: 'Connect Again', ru: 'Подключиться снова' },
    icon: '$(refresh)',
    palette: 'true',
  },
  enterToken: {
    title: { en: 'Enter Access Token…', ru: 'Ввести токен доступа…' },
    palette: 'true',
  },
  startTraffic: {
    title: { en: 'Start Traffic…', ru: 'Запустить трафик…' },
    icon: '$(add)',
    palette: connected,
  },
  stopTraffic: {
    title: { en: 'Stop Traffic', ru: 'Остановить трафик' },
    icon: '$(debug-stop)',
    palette: connected,
  },
  stopAllTraffic: {
    title: { en: 'Stop All Traffic', ru: 'Остановить весь трафик' },
    icon: '$(stop-circle)',
    palette: connected,
  },
  changeRate: {
    title: { en: 'Change Rate of Traffic…', ru: 'Изменить интенсивность трафика…' },
    icon: '$(edit)',
    palette: connected,
  },
  injectFault: {
    title: { en: 'Inject Fault…', ru: 'Внести сбой…' },
    icon: '$(zap)',
    palette: connected,
  },
  injectFaultOnLink: {
    title: { en: 'Inject Fault on a Link…', ru: 'Внести сбой в связь между узлами…' },
    palette: connected,
  },
  injectLatency: {
    title: { en: 'Latency…', ru: 'Задержка…' },
    palette: false,
  },
  injectLoss: {
    title: { en: 'Packet Loss…', ru: 'Потеря пакетов…' },
    palette: false,
  },
  injectBandwidth: {
    title: { en: 'Bandwidth Limit…', ru: 'Ограничение полосы…' },
    palette: false,
  },
  injectPartition: {
    title: { en: 'Partition…', ru: 'Разрыв сети…' },
    palette: false,
  },
  injectCpu: {
    title: { en: 'CPU Limit…', ru: 'Ограничение процессора…' },
    palette: false,
  },
  injectMemory: {
    title: { en: 'Memory Pressure…', ru: 'Нехватка памяти…' },
    palette: false,
  },
  stopFault: {
    title: { en: 'Stop Fault', ru: 'Прекратить сбой' },
    icon: '$(debug-stop)',
    palette: connected,
  },
  healEverything: {
    title: { en: 'Heal Everything', ru: 'Прекратить все сбои' },
    icon: '$(heart)',
    palette: connected,
  },
  pauseNode: { title: { en: 'Pause Node', ru: 'Приостановить узел' }, palette: connected },
  stopNode: { title: { en: 'Stop Node', ru: 'Остановить узел' }, palette: connected },
  killNode: { title: { en: 'Kill Node', ru: 'Убить узел' }, palette: connected },
  restartNode: { title: { en: 'Restart Node', ru: 'Перезапустить узел' }, palette: connected },
  showLogs: {
    title: { en: 'Show Logs', ru: 'Показать журнал' },
    icon: '$(output)',
    palette: connected,
  },
  stopLogs: {
    title: { en: 'Stop Following Logs', ru: 'Перестать следить за журналами' },
    palette: 'dsp.followsLogs',
  },
  openTerminal: {
    title: { en: 'Open Terminal in Node', ru: 'Открыть терминал в узле' },
    icon: '$(terminal)',
    palette: 'dsp.state == connected && isWorkspaceTrusted',
    enablement: 'isWorkspaceTrusted',
  },
  openLivePage: {
    title: { en: 'Open Live Page', ru: 'Открыть живую страницу' },
    icon: '$(graph-line)',
    palette: 'true',
  },
  showTopology: {
    title: { en: 'Show Topology', ru: 'Показать топологию' },
    icon: '$(type-hierarchy)',
    palette: 'true',
  },
  showCharts: { title: { en: 'Show Charts of Node', ru: 'Показать графики узла' }, palette: false },
  showTrace: {
    title: { en: 'Show Trace by Id…', ru: 'Показать трассу по идентификатору…' },
    palette: connected,
  },
  openGrafana: { title: { en: 'Open Grafana', ru: 'Открыть Grafana' }, palette: 'true' },
  openSwagger: { title: { en: 'Open Swagger UI', ru: 'Открыть Swagger UI' }, palette: 'true' },
  openPrometheus: { title: { en: 'Open Prometheus', ru: 'Открыть Prometheus' }, palette: 'true' },
  openTempo: { title: { en: 'Open Tempo', ru: 'Открыть Tempo' }, palette: 'true' },
  openInBrowser: {
    title: { en: 'Open Live Page in Browser', ru: 'Открыть живую страницу в браузере' },
    palette: 'true',
  },
  copyAsCurl: { title: { en: 'Copy as curl', ru: 'Скопировать как curl' }, palette: false },
  copyId: { title: { en: 'Copy Name', ru: 'Скопировать имя' }, palette: false },
  joinProject: {
    title: { en: 'Join Own Compose Project…', ru: 'Подключить свой проект Compose…' },
    palette: 'isWorkspaceTrusted && workspaceFolderCount > 0',
    enablement: 'isWorkspaceTrusted',
  },
  openWalkthrough: { title: { en: 'Open Walkthrough', ru: 'Открыть знакомство' }, palette: 'true' },
  showLog: {
    title: { en: 'Show Log', ru: 'Показать журнал расширения' },
    icon: '$(output)',
    palette: 'true',
  },
} as const satisfies Record<string, CommandEntry>;

/** Name of a command, without the prefix. */
export type CommandName = keyof typeof commands;

/** The id under which the editor knows a command. */
export function commandId(name: CommandName): string {
  return `dsp.${name}`;
}
