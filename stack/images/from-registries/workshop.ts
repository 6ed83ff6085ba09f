import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandOptions, RunCommand } from '../../../system/process/run-command.ts';

/** What a recipe works with: commands that are logged and can be cut short, and two directories. */
export interface Workshop {
  /** Runs a command and returns what it printed; throws with its last words when it fails. */
  run(argv: readonly string[], options?: WorkshopRun): Promise<string>;
  /** Like `run`, but a failure is an answer: `undefined`. */
  attempt(argv: readonly string[], options?: WorkshopRun): Promise<string | undefined>;
  /** Runs even after an abort, to leave nothing behind; a failure is of no interest. */
  cleanUp(argv: readonly string[]): Promise<void>;
  /** Tells what is being done, for the progress line. */
  say(detail: string): void;
  /** Empty at the start, removed when the build is over. */
  readonly buildDirectory: string;
  /** Kept between builds: modules, compiled packages, toolchains. */
  readonly cacheDirectory: string;
  /** The engine's architecture by Go's and Debian's name: `amd64` or `arm64`. */
  readonly architecture: string;
  readonly isRoot: boolean;
}

export interface WorkshopRun extends Pick<CommandOptions, 'cwd' | 'env' | 'onLine'> {
  /** Minutes after which the command is taken for stuck; 60 when not given. */
  readonly minutes?: number;
}

export interface WorkshopOptions {
  readonly name: string;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly say: (detail: string) => void;
  readonly logFile: string;
  /** The checkout's own directory for everything that can be made again (`.dsp`). */
  readonly workDirectory: string;
  readonly cacheDirectory: string;
  /** Yield the processor to everything else. */
  readonly inBackground: boolean;
  readonly architecture: string;
}

/** Opens the workshop of one build; `close` removes what must not stay. */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop & { close(): Promise<void> }> {
  const { run, signal, logFile } = options;
  const buildDirectory = join(options.workDirectory, 'build', options.name);
  const removeBuild = () => rm(buildDirectory, { recursive: true, force: true, maxRetries: 3 });
  await removeBuild();
  await mkdir(buildDirectory, { recursive: true });
  await mkdir(options.cacheDirectory, { recursive: true });

  const yielding = options.inBackground && process.platform !== 'win32' ? ['nice', '-n', '15'] : [];
  const start = ({ minutes = 60, ...rest }: WorkshopRun, argv: readonly string[]) =>
    run([...yielding, ...argv], { ...rest, signal, logFile, timeoutMs: minutes * 60_000 });

  return {
    buildDirectory,
    cacheDirectory: options.cacheDirectory,
    architecture: options.architecture,
    isRoot: process.getuid?.() === 0,
    say: options.say,
    async run(argv, commandOptions = {}) {
      const result = await start(commandOptions, argv);
      signal.throwIfAborted();
      if (result.ok) return result.stdout;
      throw new Error(describeFailure(argv, result));
    },
    async attempt(argv, commandOptions = {}) {
      const result = await start(commandOptions, argv);
      signal.throwIfAborted();
      return result.ok ? result.stdout : undefined;
    },
    async cleanUp(argv) {
      await run(argv, { timeoutMs: 30_000 });
    },
    close: removeBuild,
  };
}

function describeFailure(
  argv: readonly string[],
  result: { end: string; exitCode: number | null; tail: readonly string[] },
): string {
  const command = argv.slice(0, 2).join(' ');
  const lastWords = result.tail.at(-1)?.trim() ?? '';
  const how: Record<string, string> = {
    'not-found': `${argv[0]} is not installed`,
    'timed-out': `"${command}" did not end in time`,
  };
  const what = how[result.end] ?? `"${command}" ended with exit code ${result.exitCode}`;
  return lastWords === '' || result.end === 'not-found' ? what : `${what}: ${lastWords}`;
}
