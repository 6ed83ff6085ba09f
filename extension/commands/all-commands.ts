import type { CommandName } from '../contributions/commands.ts';
import { joinProject } from '../join/join-project.ts';
import { connect, enterToken, openWalkthrough, showLog } from './connection.ts';
import { copyAsCurl, copyId } from './copy.ts';
import { healEverything, stopFault } from './end-faults.ts';
import type { Handler } from './handler.ts';
import {
  injectBandwidth,
  injectCpu,
  injectFault,
  injectFaultOnLink,
  injectLatency,
  injectLoss,
  injectMemory,
  injectPartition,
} from './inject-fault.ts';
import {
  openGrafana,
  openInBrowser,
  openLivePage,
  openPrometheus,
  openSwagger,
  openTempo,
  showCharts,
  showLogs,
  showTopology,
  showTrace,
  stopLogs,
} from './look.ts';
import { killNode, pauseNode, restartNode, stopNode } from './node-life.ts';
import { cancelStart, removePlatform, runDoctor, startPlatform, stopPlatform } from './platform.ts';
import { startTraffic } from './start-traffic.ts';
import { openTerminal } from './terminal.ts';
import { changeRate, stopAllTraffic, stopTraffic } from './traffic.ts';

/** What each command does. A command that the registry names and that is missing here does not compile. */
export const handlers: Record<CommandName, Handler> = {
  startPlatform,
  cancelStart,
  stopPlatform,
  removePlatform,
  runDoctor,
  connect,
  enterToken,
  startTraffic,
  stopTraffic,
  stopAllTraffic,
  changeRate,
  injectFault,
  injectFaultOnLink,
  injectLatency,
  injectLoss,
  injectBandwidth,
  injectPartition,
  injectCpu,
  injectMemory,
  stopFault,
  healEverything,
  pauseNode,
  stopNode,
  killNode,
  restartNode,
  showLogs,
  stopLogs,
  openTerminal,
  openLivePage,
  showTopology,
  showCharts,
  showTrace,
  openGrafana,
  openSwagger,
  openPrometheus,
  openTempo,
  openInBrowser,
  copyAsCurl,
  copyId,
  joinProject,
  openWalkthrough,
  showLog,
};
