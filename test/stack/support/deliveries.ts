import type { Delivery } from '../../../contract/delivery.ts';
import { client } from './platform.ts';
import { eventually } from './eventually.ts';

export interface Lesson {
  rps?: number;
  durationSeconds?: number;
  /** Done when the traffic has run for two seconds; what it switches on, it switches off. */
  meanwhile?: () => Promise<void>;
}

/** Sends messages to ServiceA, and waits until the ledger has its last word on them. */
export async function deliver({ rps = 20, durationSeconds = 12, meanwhile }: Lesson): Promise<Delivery> {
  const targetUrl = 'http://service-a/api/message-a';
  const { id } = await client('trafficStart', { body: { targetUrl, rps, durationSeconds, name: 'lesson' } });
  await eventually('the traffic', async () => {
    const run = await client('trafficGet', { params: { id } });
    return run.requests >= 2 * rps ? true : undefined;
  });
  await meanwhile?.();
  return eventually(
    'the last word of the ledger',
    async () => {
      const delivery = await client('deliveryGet', { params: { id } });
      return delivery.phase === 'final' ? delivery : undefined;
    },
    120_000,
  );
}
