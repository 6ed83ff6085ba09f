import type * as vscode from 'vscode';
import type { Connection } from './connection/connection.ts';
import type { Transport } from './connection/transport.ts';
import type { Control } from './control/control.ts';
import type { SettingName, SettingValue } from './contributions/settings.ts';
import type { Lab } from './lab/lab.ts';
import type { EngineState } from './platform/engine-state.ts';
import type { LivePage } from './panel/live-page.ts';
import type { LogFollower } from './logs/log-follower.ts';
import type { Reports } from './reports.ts';
import type { Tokens } from './connection/tokens.ts';

/** Everything that a command can use. Built once, in `activate.ts`. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly transport: Transport;
  readonly connection: Connection;
  readonly lab: Lab;
  readonly control: Control;
  readonly tokens: Tokens;
  readonly livePage: LivePage;
  readonly logs: LogFollower;
  readonly reports: Reports;
  readonly readEngine: () => Promise<EngineState>;
  readonly setting: <N extends SettingName>(name: N) => SettingValue<N>;
}
