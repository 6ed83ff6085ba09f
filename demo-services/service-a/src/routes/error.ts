import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readBody } from '../body.ts';
import type { Handler } from '../http.ts';
import { Problem } from '../problems.ts';

const statusBound = 'an integer from 400 to 599';
const probabilityBound = 'a number from 0 to 1';
const delayBound = 'an integer from 0 to 60000';

const wishSchema = z.object({
  status: z.int(statusBound).min(400, statusBound).max(599, statusBound).default(500),
  probability: z.number(probabilityBound).min(0, probabilityBound).max(1, probabilityBound).default(1),
  delayMs: z.int(delayBound).min(0, delayBound).max(60_000, delayBound).default(0),
});

/** Fails as the caller asks for, so that errors and slowness can be made without a fault. */
export function failAsAsked(random = Math.random): Handler {
  return async ({ request, callerGone }) => {
    const { status, probability, delayMs } = await readBody(request, wishSchema);
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: callerGone });
    if (random() < probability) {
      const detail = `Failed as asked: status ${status}, probability ${probability}, after ${delayMs} ms.`;
      throw new Problem(status, 'requested-error', detail);
    }
    return { status: 200, body: { failed: false } };
  };
}
