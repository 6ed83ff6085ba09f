import * as vscode from 'vscode';
import { CallError } from '../contract/wire/call-error.ts';
import { commandId, type CommandName } from './contributions/commands.ts';
import type { EngineState } from './platform/engine-state.ts';
import { PlatformFailure } from './platform/failure.ts';

/** The person has left a question, or cancelled: nothing went wrong, and nothing is said. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Says what went wrong in one sentence, with the one thing that helps, and a way to the log. */
export async function report(
  error: unknown,
  log: vscode.LogOutputChannel,
  readEngine: () => Promise<EngineState>,
): Promise<void> {
  if (isCancelled(error)) return;
  const { sentence, remedy, help } = (await wordsForEngine(error, readEngine)) ?? wordsFor(error);
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const helpTitle = help === undefined ? [] : [titleOf(help)];
  const showLog = vscode.l10n.t('Show Log');
  const text = remedy === undefined ? sentence : `${sentence} ${remedy}`;
  const chosen = await vscode.window.showErrorMessage(text, ...helpTitle, showLog);
  if (chosen === showLog) log.show(true);
  else if (chosen !== undefined && help !== undefined) await vscode.commands.executeCommand(commandId(help));
}

function isCancelled(error: unknown): boolean {
  if (error instanceof Cancelled) return true;
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** When nothing answers, it may be that nothing could: then the engine is what has to be told of. */
async function wordsForEngine(
  error: unknown,
  readEngine: () => Promise<EngineState>,
): Promise<FailureWords | undefined> {
  if (!(error instanceof CallError) || error.code !== 'not-running') return undefined;
  const engine = await readEngine().catch(() => undefined);
  if (engine === undefined || engine.kind === 'running') return undefined;
  return { sentence: engine.sentence, remedy: engine.remedy, help: 'runDoctor' };
}

interface FailureWords {
  sentence: string;
  remedy: string | undefined;
  help?: CommandName;
}

function wordsFor(error: unknown): FailureWords {
  const { t } = vscode.l10n;
  if (error instanceof PlatformFailure) return { sentence: error.message, remedy: error.remedy };
  if (!(error instanceof CallError)) {
    const words = error instanceof Error ? error.message : String(error);
    return { sentence: t('Something unexpected went wrong: {0}', words), remedy: undefined };
  }
  switch (error.code) {
    case 'not-running':
      return {
        sentence: t('The platform is not running.'),
        remedy: undefined,
        help: 'startPlatform',
      };
    case 'not-authorized':
      return {
        sentence: t('The platform refuses this window: it wants an access token.'),
        remedy: undefined,
        help: 'enterToken',
      };
    case 'timeout':
    case 'unreachable':
    case 'not-the-api':
      return {
        sentence: error.message,
        remedy: t('Look at the setting dsp.apiUrl, or check this machine.'),
        help: 'runDoctor',
      };
    default: {
      const fields = error.fields.map(({ field, message }) => `${field} ${message}`).join('; ');
      const sentence = fields === '' ? error.message : `${error.message} ${fields}.`;
      return { sentence, remedy: fields === '' ? error.remedy : undefined };
    }
  }
}

function titleOf(help: CommandName): string {
  const { t } = vscode.l10n;
  if (help === 'startPlatform') return t('Start Platform');
  return help === 'enterToken' ? t('Enter Token') : t('Check This Machine');
}
