import { ProblemError } from '../../contract/problems.ts';

/** Milliseconds that a telemetry server may take for an answer. */
const deadlineMs = 8_000;
/** Largest answer that is read, bytes: a trace can be made to grow without end. */
const mostBytes = 16 * 1024 * 1024;

/** An answer with its body read. */
export interface BackendAnswer {
  status: number;
  text: string;
}

/**
 * Asks a telemetry server. Every status is an answer.
 * @throws ProblemError `telemetry-unreachable`, which tells a server that was never started from one that is down.
 */
export async function askBackend(
  name: string,
  url: string,
  options: { headers?: Record<string, string>; send?: typeof fetch; deadlineMs?: number } = {},
): Promise<BackendAnswer> {
  const { headers = {}, send = fetch } = options;
  try {
    const signal = AbortSignal.timeout(options.deadlineMs ?? deadlineMs);
    const answer = await send(url, { headers: { accept: 'application/json', ...headers }, signal });
    return { status: answer.status, text: await readBounded(answer) };
  } catch (error) {
    throw new ProblemError('telemetry-unreachable', `${name}: ${reasonOf(error)}`, { cause: error });
  }
}

async function readBounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`its answer is larger than ${mostBytes / 1024 / 1024} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(error: unknown): string {
  const code = (error as { cause?: { code?: string } }).cause?.code;
  // The network's name service knows only containers that run.
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'it was not started, because its image is not at hand.';
  if ((error as Error).name === 'TimeoutError') return 'it did not answer in time.';
  return code === undefined ? (error as Error).message : `it does not answer (${code}).`;
}
