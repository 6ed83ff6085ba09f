/**
 * The extension, built once, top to bottom. It holds no logic of the platform: what it shows comes from the Platform
 * API, what it does the API does. Activation asks nothing and starts nothing; the first view or command does.
 */
import * as vscode from 'vscode';
import { registerCommands } from './commands/register.ts';
import { createConnection } from './connection/connection.ts';
import { createTokens } from './connection/tokens.ts';
import { createTransport } from './connection/transport.ts';
import { setContextKey } from './context-keys.ts';
import { createControl } from './control/control.ts';
import { createProgress } from './control/progress.ts';
import { settings, type SettingName, type SettingValue } from './contributions/settings.ts';
import { createLab, isRunning, type Lab } from './lab/lab.ts';
import { createLogFollower } from './logs/log-follower.ts';
import { registerTraceLinks } from './logs/trace-links.ts';
import type { EngineState } from './platform/engine-state.ts';
import { createLivePage } from './panel/live-page.ts';
import type { Services } from './services.ts';
import { createReports } from './reports.ts';
import { createStatusBar } from './status-bar.ts';
import { registerFaultBadges } from './tree/fault-badges.ts';
import { createFaultsTree } from './tree/faults-tree.ts';
import { createLinksTree } from './tree/links-tree.ts';
import { createNodesTree, hasCurrentFault } from './tree/nodes-tree.ts';
import { createTrafficTree } from './tree/traffic-tree.ts';
import { withDeadline } from './with-deadline.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Distributed System Platform', { log: true });
  const setting = readSetting;
  const tokens = createTokens(context.secrets);
  const transport = createTransport({
    baseUrl: () => setting('apiUrl'),
    token: tokens.current,
    t: vscode.l10n.t,
  });
  const lab = createLab();
  const connection = createConnection({
    transport,
    lab,
    ready: tokens.load,
    readEngine,
  });
  const progress = createProgress();
  const control = createControl({ context, log, connection, progress, tokens, setting });
  const livePage = createLivePage({
    extensionUri: context.extensionUri,
    transport,
    apiUrl: () => setting('apiUrl'),
  });
  const logs = createLogFollower(transport, (follows) => setContextKey('dsp.followsLogs', follows));
  const reports = createReports();
  const services: Services = {
    ...{ context, log, transport, connection, lab, control, tokens, livePage, logs, reports },
    ...{ setting, readEngine },
  };

  context.subscriptions.push(
    log,
    registerCommands(services),
    followContext(services),
    createNodesTree({ lab, connection, progress }, context.workspaceState),
    createTrafficTree(lab, connection),
    createFaultsTree(lab, connection),
    createLinksTree(),
    registerFaultBadges(lab),
    createStatusBar(lab, connection),
    registerTraceLinks(),
    reports,
    livePage,
    logs,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('dsp.apiUrl')) connection.retry();
    }),
    { dispose: () => connection.dispose() },
  );
}

/** An engine that has not answered by then counts as one that does not answer. */
const engineMs = 5_000;

async function readEngine(): Promise<EngineState> {
  const { readEngineState } = await import('./platform/engine-state.ts');
  return withDeadline(engineMs, undefined, (signal) => readEngineState({ env: process.env, signal }));
}

function readSetting<N extends SettingName>(name: N): SettingValue<N> {
  const configured = vscode.workspace.getConfiguration('dsp').get<SettingValue<N>>(name);
  return configured ?? (settings[name].default as SettingValue<N>);
}

/** Keeps the context keys right that menus and welcome views ask. */
function followContext({ connection, lab, log }: Services): vscode.Disposable {
  const tellLab = (): void => {
    setContextKey('dsp.hasActiveFaults', hasCurrentFault(lab));
    setContextKey('dsp.hasRunningTraffic', hasRunningTraffic(lab));
  };
  const tellState = (): void => {
    const { name, detail } = connection.state;
    setContextKey('dsp.state', name);
    setContextKey('dsp.isBusy', name === 'starting' || name === 'stopping');
    log.debug(`state ${name}${detail === undefined ? '' : `: ${detail}`}`);
  };
  const stops = [
    connection.onChange(tellState),
    lab.onChange((change) => change.kind !== 'node' && tellLab()),
  ];
  tellState();
  tellLab();
  return { dispose: () => stops.forEach((stop) => stop()) };
}

function hasRunningTraffic(lab: Lab): boolean {
  return [...lab.runs.values()].some(isRunning);
}
