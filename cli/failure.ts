/** What the process tells its caller. `interrupted` is the convention of shells for Ctrl-C (128 + SIGINT). */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An expected failure: one sentence of what is wrong, what to do about it, and lines that show why. */
export class Failure extends Error {
  readonly remedy: string | undefined;
  readonly details: readonly string[];
  /** The log that says everything about it. */
  readonly logFile: string | undefined;
  readonly exitCode: ExitCode;

  constructor(
    message: string,
    options: {
      remedy?: string | undefined;
      details?: readonly string[];
      logFile?: string | undefined;
      exitCode?: ExitCode;
    } = {},
  ) {
    super(message);
    this.name = 'Failure';
    this.remedy = options.remedy;
    this.details = options.details ?? [];
    this.logFile = options.logFile;
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}

/** A command line that says nothing we know. */
export function usageFailure(message: string, remedy?: string): Failure {
  return new Failure(message, { remedy, exitCode: exitCodes.usage });
}

/** Ends what is running because the user wants it (Ctrl-C): nothing went wrong. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** Call after every await that may have been cut short. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted();
}
