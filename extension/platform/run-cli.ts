import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup } from '../../system/process/end-group.ts';
import { splitLines } from '../../system/process/split-lines.ts';
import { parseProgress, type OutcomeLine, type PlatformProgress } from '../../contract/platform-progress.ts';
import { english, type Translate } from '../../contract/words/translate.ts';
import { openRunLog, type RunLog } from './run-log.ts';

/** How the bundled command line tool is run. */
export interface CliOptions {
  /** The installed platform. */
  readonly folder: string;
  /** A Node of version 20 or newer: `process.execPath` of an extension host. */
  readonly nodePath: string;
  /** The environment of the child; the editor's own, with PATH and DOCKER_HOST. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The access token of the Platform API. It is handed over in the environment only, never as an argument. */
  readonly token?: string | undefined;
  /** Cancels: the child and what it has started get the chance to end in order. */
  readonly signal: AbortSignal;
  readonly command: 'start' | 'stop' | 'doctor';
  readonly arguments: readonly string[];
  readonly onProgress?: (line: PlatformProgress) => void;
  /** Lines for people, as they come. */
  readonly onLog?: (line: string) => void;
  /** How long the child may take to end after a cancel. */
  readonly graceMs?: number;
  /** Says what goes wrong in the editor's language. */
  readonly t?: Translate;
}

/** How a run came to its end. */
export type RunResult<Outcome extends OutcomeLine> =
  | { readonly kind: 'ok'; readonly outcome: Outcome }
  | {
      readonly kind: 'failed';
      /** What is wrong, in one sentence. */
      readonly sentence: string;
      readonly remedy: string | undefined;
      /** Lines that show why. */
      readonly details: readonly string[];
      /** A file that says everything about it, if anything was run. */
      readonly logFile: string | undefined;
    }
  | { readonly kind: 'cancelled' };

function notBuilt({ folder, t = english }: CliOptions): RunResult<never> {
  return {
    kind: 'failed',
    sentence: t('There is no built platform in {0}.', folder),
    remedy: t(
      'In a checkout run "npm run build"; or clear the setting dsp.platformFolder to use what the extension carries.',
    ),
    details: [],
    logFile: undefined,
  };
}

/** The child's end: how, and its last word. */
interface ChildEnd {
  readonly reason: string;
  readonly outcome: OutcomeLine | undefined;
  readonly lastErrors: readonly string[];
}

const keptErrorLines = 12;
/** A start that is cancelled ends what it has begun to build first. */
const usualGraceMs = 20_000;

/** Runs one command of the installed platform to its end. Never throws for what the command does. */
export async function runCli<Outcome extends OutcomeLine>(
  options: CliOptions,
  expected: Outcome['outcome'],
): Promise<RunResult<Outcome>> {
  if (options.signal.aborted) return { kind: 'cancelled' };
  const script = join(options.folder, 'dist', 'cli', 'main.js');
  if (!existsSync(script)) return notBuilt(options);
  const log = openRunLog(
    join(options.folder, '.dsp', 'logs', `editor-${options.command}.log`),
    options.onLog,
  );
  try {
    const end = await runChild(script, options, log);
    return judge<Outcome>(end, options, expected, log.path);
  } finally {
    log.close();
  }
}

function judge<Outcome extends OutcomeLine>(
  { outcome, reason, lastErrors }: ChildEnd,
  { command, signal, t = english }: CliOptions,
  expected: Outcome['outcome'],
  logFile: string,
): RunResult<Outcome> {
  if (outcome?.outcome === expected) return { kind: 'ok', outcome: outcome as Outcome };
  if (outcome?.outcome === 'failed') {
    const { message, remedy, details, logFile: ownLog = logFile } = outcome.failure;
    return { kind: 'failed', sentence: message, remedy, details, logFile: ownLog };
  }
  if (signal.aborted || outcome?.outcome === 'interrupted') return { kind: 'cancelled' };
  return {
    kind: 'failed',
    sentence: t('The platform’s command "{0}" ended unexpectedly ({1}).', command, reason),
    remedy: t('Doing it again goes on from there; the log says what happened.'),
    details: lastErrors,
    logFile,
  };
}

function runChild(script: string, options: CliOptions, log: RunLog): Promise<ChildEnd> {
  const { folder, nodePath, signal, command } = options;
  return new Promise((resolve) => {
    const child = spawn(nodePath, [script, command, '--progress', 'json', ...options.arguments], {
      cwd: folder,
      env: childEnvironment(options),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a cancel reaches all of it and the editor's own signals do not.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const heard = listen(child, options, log);
    const onAbort = () => endGroup(child, 'SIGINT', options.graceMs ?? usualGraceMs);
    signal.addEventListener('abort', onAbort, { once: true });
    const finish = (reason: string) => {
      signal.removeEventListener('abort', onAbort);
      resolve({ reason, ...heard() });
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code, name) => finish(name ?? `exit code ${code}`));
  });
}

/** Hands the child's lines on; call the result at the end for what is to be remembered. */
function listen(
  child: ChildProcess,
  { onProgress }: CliOptions,
  log: RunLog,
): () => Omit<ChildEnd, 'reason'> {
  let outcome: OutcomeLine | undefined;
  const lastErrors: string[] = [];
  const out = splitLines((line) => {
    const progress = parseProgress(line);
    if (progress === undefined) return log.line(line);
    if (progress.type === 'outcome') outcome = progress;
    log.progress(progress);
    onProgress?.(progress);
  });
  const errors = splitLines((line) => {
    log.line(line);
    lastErrors.push(line);
    if (lastErrors.length > keptErrorLines) lastErrors.shift();
  });
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => errors.push(chunk));
  return () => {
    out.flush();
    errors.flush();
    return { outcome, lastErrors };
  };
}

function childEnvironment({ env, token }: CliOptions): NodeJS.ProcessEnv {
  return {
    ...env,
    ...(token === undefined ? {} : { DSP_API_TOKEN: token }),
    // Makes the program of a desktop editor a plain Node; any other Node ignores it.
    ELECTRON_RUN_AS_NODE: '1',
  };
}
