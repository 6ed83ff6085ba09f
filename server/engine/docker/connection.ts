import Docker from 'dockerode';
import { ProblemError } from '../../../contract/problems.ts';

/** Milliseconds after which a call of the engine is given up. */
const callDeadlineMs = 20_000;

/** Opens the engine at a socket path. Nothing is sent yet. */
export function openDocker(socketPath: string): Docker {
  return new Docker({ socketPath });
}

/**
 * Runs one call of the engine within a deadline and turns its failure into a named problem.
 *
 * @param what Words for the problem's detail, such as `pause service-b`.
 * @param accept Statuses that mean "already so" and are a success for this call.
 */
export async function call<T>(
  what: string,
  run: () => Promise<T>,
  options?: { deadlineMs: number },
): Promise<T>;
export async function call<T>(
  what: string,
  run: () => Promise<T>,
  options: { accept: number[]; deadlineMs?: number },
): Promise<T | undefined>;
export async function call<T>(
  what: string,
  run: () => Promise<T>,
  options: { accept?: number[]; deadlineMs?: number } = {},
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const reason = new ProblemError('engine-unreachable', `No answer to: ${what}.`);
    timer = setTimeout(() => reject(reason), options.deadlineMs ?? callDeadlineMs);
  });
  try {
    return await Promise.race([run(), deadline]);
  } catch (error) {
    if (options.accept?.includes(statusOf(error) ?? 0)) return undefined;
    throw asProblem(what, error);
  } finally {
    clearTimeout(timer);
  }
}

/** As {@link call}, for an answer that comes as a stream: it can fail in the midst of it as well. */
export async function* stream<T>(what: string, source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw asProblem(what, error);
  }
}

/** HTTP status of the engine's answer, or `undefined` when there was none. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function asProblem(what: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { code, message, json } = error as NodeJS.ErrnoException & { json?: { message?: string } };
  const words = json?.message ?? message;
  if (statusOf(error) !== undefined) {
    return new ProblemError('engine-failed', `Could not ${what}: ${words}`, { cause: error });
  }
  const hint = code === 'EACCES' ? ' The API may not use the socket: its group must own it.' : '';
  return new ProblemError('engine-unreachable', `Could not ${what}: ${words}.${hint}`, { cause: error });
}
