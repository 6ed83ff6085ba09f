import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { splitLines } from './split-lines.ts';
import { endGroup } from './end-group.ts';

/** How a command that was started (or could not be) came to its end. */
export interface CommandResult {
  readonly ok: boolean;
  /** `exited` says nothing about success: look at `ok` or `exitCode`. */
  readonly end: 'exited' | 'not-found' | 'not-started' | 'timed-out' | 'aborted';
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last lines of both streams together, as they came: what to show when something failed. */
  readonly tail: readonly string[];
}

export interface CommandOptions {
  readonly signal?: AbortSignal | undefined;
  /** After this long the command and everything it started are ended. */
  readonly timeoutMs?: number;
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Both streams are appended here. */
  readonly logFile?: string;
  readonly onLine?: (line: string) => void;
  readonly input?: string;
}

/** Runs a command without a shell and waits for it. Never throws for what the command does. */
export type RunCommand = (argv: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

const tailLines = 40;
const capturedCharacters = 4_000_000;
const graceMs = 5_000;
const largestLogBytes = 10_000_000;

export const runCommand: RunCommand = (argv, options = {}) =>
  new Promise((resolve) => {
    if (options.signal?.aborted) {
      resolve({ ok: false, end: 'aborted', exitCode: null, stdout: '', stderr: '', tail: [] });
      return;
    }
    const [file = '', ...args] = argv;
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ? { ...process.env, ...options.env } : process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A group of its own: it can be ended as a whole, and a terminal's Ctrl-C reaches it only through us.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const log = options.logFile ? openLog(options.logFile, argv) : undefined;
    const captured = captureOutput(child, options.onLine, log);
    let cut: 'timed-out' | 'aborted' | undefined;
    const cutShort = (why: 'timed-out' | 'aborted') => {
      cut ??= why;
      endGroup(child, 'SIGTERM', graceMs);
    };
    const onAbort = () => cutShort('aborted');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    const timer = options.timeoutMs ? setTimeout(() => cutShort('timed-out'), options.timeoutMs) : undefined;

    const finish = (end: CommandResult['end'], exitCode: number | null, extraLine?: string) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      const { stdout, stderr, tail } = captured.finish(extraLine);
      log?.end();
      resolve({ ok: end === 'exited' && exitCode === 0, end, exitCode, stdout, stderr, tail });
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ENOENT' ? 'not-found' : 'not-started', null, error.message);
    });
    child.once('close', (exitCode) => finish(cut ?? 'exited', exitCode));
    if (options.input !== undefined) child.stdin?.end(options.input);
  });

function captureOutput(
  child: ChildProcess,
  onLine: ((line: string) => void) | undefined,
  log: WriteStream | undefined,
) {
  const text = { stdout: '', stderr: '' };
  const tail: string[] = [];
  const takeLine = (line: string) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    onLine?.(line);
  };
  const splitters = { stdout: splitLines(takeLine), stderr: splitLines(takeLine) };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      if (text[name].length < capturedCharacters) text[name] += chunk;
      log?.write(chunk);
      splitters[name].push(chunk);
    });
  }
  return {
    finish(extraLine?: string) {
      splitters.stdout.flush();
      splitters.stderr.flush();
      if (extraLine) takeLine(extraLine);
      return { ...text, tail };
    },
  };
}

function openLog(path: string, argv: readonly string[]): WriteStream {
  mkdirSync(dirname(path), { recursive: true });
  const log = createWriteStream(path, { flags: isLarge(path) ? 'w' : 'a' });
  // A log that cannot be written (disk full) must not end the work it describes.
  log.on('error', () => undefined);
  log.write(`\n# ${new Date().toISOString()} ${argv.join(' ')}\n`);
  return log;
}

/** Logs are appended to, but not for ever. */
function isLarge(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLogBytes;
}
