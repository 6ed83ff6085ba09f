import { eventually } from './eventually.ts';

/** What a caller outside of the lab sees of a node. */
export interface Outcome {
  /** Status of the answer, or `undefined` when there was none. */
  status: number | undefined;
  milliseconds: number;
  /** How it failed: `timeout`, or the code of the connection's error such as ECONNREFUSED. */
  failure: string | undefined;
}

/** Sends a message to a published port, as a caller that gives up after `timeoutMs`. */
export async function sendMessage(url: string, timeoutMs = 1_000): Promise<Outcome> {
  const started = performance.now();
  const since = (): number => performance.now() - started;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ text: 'hello' }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.arrayBuffer();
    return { status: answer.status, milliseconds: since(), failure: undefined };
  } catch (error) {
    const timedOut = (error as Error).name === 'TimeoutError';
    const code = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    return { status: undefined, milliseconds: since(), failure: timedOut ? 'timeout' : code };
  }
}

/** Waits until a node answers its callers again. */
export async function answersAgain(url: string): Promise<void> {
  await eventually(`an answer from ${url}`, async () => {
    const { status } = await sendMessage(url);
    return status !== undefined && status < 300 ? true : undefined;
  });
}

/** The middle one of several answers' times, milliseconds. Requests that fail are an error. */
export async function medianMs(url: string, requests = 9): Promise<number> {
  const times: number[] = [];
  for (let sent = 0; sent < requests; sent += 1) {
    const outcome = await sendMessage(url, 10_000);
    if (outcome.status !== 200) throw new Error(`${url}: ${outcome.status ?? outcome.failure}`);
    times.push(outcome.milliseconds);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}

export const messageA = 'http://127.0.0.1:10001/api/message-a';
export const messageB = 'http://127.0.0.1:10002/api/message-b';
