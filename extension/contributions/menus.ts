import type { CommandName } from './commands.ts';

/** One place of a command. */
export interface MenuEntry {
  command: CommandName;
  when: string;
  group: string;
}

/** A part of a menu that opens by itself. */
export interface SubmenuEntry {
  submenu: 'dsp.inject';
  when: string;
  group: string;
}

const onNode = 'view == dsp.nodes && viewItem =~ /^node\\./';
const onLiveNode = 'view == dsp.nodes && viewItem =~ /^node\\.(running|paused)/';
const onRunningNode = 'view == dsp.nodes && viewItem =~ /^node\\.running/';
const onActiveFault = 'viewItem =~ /^fault\\.active/';
const onRunningTraffic = 'viewItem =~ /^run\\.running/';
const connected = 'dsp.state == connected';

export const viewTitle: readonly MenuEntry[] = [
  {
    command: 'startPlatform',
    when: 'view == dsp.nodes && dsp.state == stopped',
    group: 'navigation@1',
  },
  { command: 'cancelStart', when: 'view == dsp.nodes && dsp.state == starting', group: 'navigation@1' },
  { command: 'showLog', when: 'view == dsp.nodes && dsp.state == starting', group: 'navigation@2' },
  {
    command: 'healEverything',
    when: 'view == dsp.nodes && dsp.hasActiveFaults && dsp.state == connected',
    group: 'navigation@1',
  },
  { command: 'openLivePage', when: `view == dsp.nodes && ${connected}`, group: 'navigation@2' },
  { command: 'showTopology', when: `view == dsp.nodes && ${connected}`, group: 'navigation@3' },
  { command: 'stopPlatform', when: `view == dsp.nodes && ${connected}`, group: '1_platform@1' },
  { command: 'removePlatform', when: `view == dsp.nodes && ${connected}`, group: '1_platform@2' },
  { command: 'runDoctor', when: 'view == dsp.nodes', group: '2_help@1' },
  { command: 'connect', when: 'view == dsp.nodes', group: '2_help@2' },
  { command: 'showLog', when: 'view == dsp.nodes', group: '2_help@3' },
  { command: 'startTraffic', when: `view == dsp.traffic && ${connected}`, group: 'navigation@1' },
  {
    command: 'stopAllTraffic',
    when: 'view == dsp.traffic && dsp.hasRunningTraffic && dsp.state == connected',
    group: 'navigation@2',
  },
  { command: 'injectFault', when: `view == dsp.faults && ${connected}`, group: 'navigation@1' },
  {
    command: 'healEverything',
    when: 'view == dsp.faults && dsp.hasActiveFaults && dsp.state == connected',
    group: 'navigation@2',
  },
  { command: 'injectFaultOnLink', when: `view == dsp.faults && ${connected}`, group: '1_fault@1' },
  { command: 'openLivePage', when: 'view == dsp.live', group: 'navigation@1' },
];

export const viewItemContext: readonly (MenuEntry | SubmenuEntry)[] = [
  { command: 'injectFault', when: onRunningNode, group: 'inline@1' },
  { command: 'showLogs', when: onNode, group: 'inline@2' },
  { command: 'pauseNode', when: onRunningNode, group: '1_lifecycle@1' },
  { command: 'stopNode', when: onLiveNode, group: '1_lifecycle@2' },
  { command: 'killNode', when: onLiveNode, group: '1_lifecycle@3' },
  { command: 'restartNode', when: onLiveNode, group: '1_lifecycle@4' },
  { command: 'startTraffic', when: onNode, group: '2_traffic@1' },
  { submenu: 'dsp.inject', when: onRunningNode, group: '3_fault@1' },
  { command: 'injectFaultOnLink', when: onRunningNode, group: '3_fault@2' },
  { command: 'showLogs', when: onNode, group: '4_look@1' },
  { command: 'showCharts', when: onNode, group: '4_look@2' },
  { command: 'openTerminal', when: `${onRunningNode} && isWorkspaceTrusted`, group: '4_look@3' },
  { command: 'copyId', when: onNode, group: '9_copy@1' },
  { command: 'copyAsCurl', when: onNode, group: '9_copy@2' },
  { command: 'stopFault', when: onActiveFault, group: 'inline@1' },
  { command: 'stopFault', when: onActiveFault, group: '1_fault@1' },
  { command: 'copyAsCurl', when: 'viewItem =~ /^fault\\./', group: '9_copy@1' },
  { command: 'changeRate', when: 'viewItem =~ /^run\\.running\\.changeable/', group: 'inline@1' },
  { command: 'stopTraffic', when: onRunningTraffic, group: 'inline@2' },
  { command: 'changeRate', when: 'viewItem =~ /^run\\.running\\.changeable/', group: '1_traffic@1' },
  { command: 'stopTraffic', when: onRunningTraffic, group: '1_traffic@2' },
  { command: 'startTraffic', when: 'viewItem =~ /^run\\.over/', group: '1_traffic@1' },
  { command: 'copyAsCurl', when: 'viewItem =~ /^run\\./', group: '9_copy@1' },
];

/** What the submenu "Inject Fault" holds: the kinds of most use; the last one leads to all of them. */
export const injectMenu: readonly MenuEntry[] = [
  { command: 'injectLatency', when: 'true', group: '1_network@1' },
  { command: 'injectLoss', when: 'true', group: '1_network@2' },
  { command: 'injectBandwidth', when: 'true', group: '1_network@3' },
  { command: 'injectPartition', when: 'true', group: '1_network@4' },
  { command: 'injectCpu', when: 'true', group: '2_degradation@1' },
  { command: 'injectMemory', when: 'true', group: '2_degradation@2' },
  { command: 'injectFault', when: 'true', group: '9_all@1' },
];
