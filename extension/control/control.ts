import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FindingLine, PlatformProgress } from '../../contract/platform-progress.ts';
import type { Connection } from '../connection/connection.ts';
import type { Tokens } from '../connection/tokens.ts';
import type { SettingName, SettingValue } from '../contributions/settings.ts';
import { views } from '../contributions/views.ts';
import { PlatformFailure } from '../platform/failure.ts';
import { Cancelled } from '../report.ts';
import type { Progress } from './progress.ts';

/** Starts, stops and checks the platform that the extension carries, or the one in a folder of the user's. */
export interface Control {
  /** @throws PlatformFailure, Cancelled */
  start(): Promise<void>;
  cancelStart(): void;
  /** @throws PlatformFailure */
  stop(removeData: boolean): Promise<void>;
  /** What was found on this machine. @throws PlatformFailure */
  check(signal: AbortSignal): Promise<FindingLine[]>;
}

export interface ControlOptions {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  connection: Connection;
  progress: Progress;
  tokens: Tokens;
  setting: <N extends SettingName>(name: N) => SettingValue<N>;
}

export function createControl(options: ControlOptions): Control {
  const { context, log, connection, progress, tokens, setting } = options;
  let starting: AbortController | undefined;

  const common = async (signal: AbortSignal, isStart = false) => ({
    folder: await platformFolder(signal, isStart),
    nodePath: process.execPath,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Only a start makes a token: what runs already has its own, or none.
    token: isStart ? await tokens.forStart() : tokens.current(),
    ...{ signal, t: vscode.l10n.t },
    onProgress: (line: PlatformProgress) => progress.take(line),
    onLog: (line: string) => log.info(line),
  });

  /**
   * The folder of the platform; the one that the extension carries is copied out first. Only a start may exchange the
   * copy that is there for a newer one: what runs has its files.
   */
  async function platformFolder(signal: AbortSignal, mayUpdate: boolean): Promise<string> {
    const own = setting('platformFolder');
    if (own !== '') return own;
    const { installedVersion, installPlatform } = await import('../platform/install.ts');
    const folder = join(context.globalStorageUri.fsPath, 'platform');
    if (!mayUpdate && installedVersion(folder) !== undefined) return folder;
    const version = String((context.extension.packageJSON as { version: string }).version);
    await installPlatform({ bundle: context.extensionPath, folder, version, signal, t: vscode.l10n.t });
    return folder;
  }

  async function busy<T>(name: 'starting' | 'stopping', work: () => Promise<T>): Promise<T> {
    const { state } = connection;
    if (state.name === 'starting' || state.name === 'stopping') {
      throw new PlatformFailure(vscode.l10n.t('The platform is already being started or stopped.'));
    }
    connection.setBusy(name);
    progress.clear();
    try {
      return await vscode.window.withProgress({ location: { viewId: views.nodes.id } }, work);
    } finally {
      connection.setBusy(undefined);
    }
  }

  return {
    async start() {
      const abort = new AbortController();
      await busy('starting', async () => {
        starting = abort;
        try {
          const { startPlatform } = await import('../platform/run.ts');
          const wantsTraffic = setting('startTrafficWithPlatform');
          unwrap(await startPlatform({ ...(await common(abort.signal, true)), wantsTraffic }));
        } catch (error) {
          throw abort.signal.aborted ? new Cancelled() : error;
        } finally {
          starting = undefined;
        }
      });
    },
    cancelStart: () => starting?.abort(),
    async stop(removeData) {
      await busy('stopping', async () => {
        const { stopPlatform } = await import('../platform/run.ts');
        unwrap(await stopPlatform({ ...(await common(new AbortController().signal)), removeData }));
      });
    },
    async check(signal) {
      const { runDoctor } = await import('../platform/run.ts');
      const findings: FindingLine[] = [];
      const onProgress = (line: PlatformProgress) => {
        if (line.type === 'finding') findings.push(line);
      };
      unwrap(await runDoctor({ ...(await common(signal)), onProgress }));
      return findings;
    },
  };
}

/** The outcome of a run; what went wrong becomes an error in words. */
function unwrap<T>(
  result:
    | { kind: 'ok'; outcome: T }
    | { kind: 'failed'; sentence: string; remedy: string | undefined }
    | { kind: 'cancelled' },
): T {
  if (result.kind === 'ok') return result.outcome;
  if (result.kind === 'cancelled') throw new Cancelled();
  throw new PlatformFailure(result.sentence, result.remedy);
}
