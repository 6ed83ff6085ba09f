import { z } from 'zod';
import { k6ApiPort } from './k6-job.ts';

/** What the platform says to a running k6, and asks it, through k6's own REST API. */
export interface K6Control {
  /** All metrics so far. */
  metrics(address: string): Promise<unknown>;
  /** Whether a paused k6 has made all its virtual users, so that it can start at once. */
  isReady(address: string): Promise<boolean>;
  /** Whether k6 still waits to be resumed. */
  isPaused(address: string): Promise<boolean>;
  resume(address: string): Promise<void>;
}

/** `ExecutionStatusInitDone` of k6: everything is made, nothing has begun. */
const initDone = 4;
const deadlineMs = 900;

const Status = z.object({
  data: z.object({ attributes: z.object({ status: z.number(), paused: z.boolean() }) }),
});

export const k6Control: K6Control = {
  metrics: (address) => ask(address, 'metrics'),

  async isReady(address) {
    const { status, paused } = await statusOf(address);
    return paused && status >= initDone;
  },

  isPaused: async (address) => (await statusOf(address)).paused,

  async resume(address) {
    const data = { type: 'status', id: 'default', attributes: { paused: false } };
    await ask(address, 'status', { method: 'PATCH', body: JSON.stringify({ data }) });
  },
};

async function statusOf(address: string): Promise<{ status: number; paused: boolean }> {
  return Status.parse(await ask(address, 'status')).data.attributes;
}

async function ask(address: string, what: string, options: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(`http://${address}:${k6ApiPort}/v1/${what}`, {
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(deadlineMs),
    ...options,
  });
  if (!answer.ok) throw new Error(`k6 answered ${answer.status} about its ${what}.`);
  return answer.json();
}
