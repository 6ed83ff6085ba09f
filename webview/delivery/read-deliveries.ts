import { call } from '../state/api.ts';
import { deliveries, runs } from '../state/platform.ts';

/** Deliveries of so many of the latest runs are looked at. */
const mostRuns = 12;

/** Reads what became of the messages of the latest runs; of those that run, events tell. */
export async function readDeliveries(): Promise<void> {
  const unknown = runs.value.slice(0, mostRuns).filter(({ id }) => !deliveries.peek().has(id));
  const answers = await Promise.allSettled(unknown.map(({ id }) => call('deliveryGet', { params: { id } })));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  if (found.length === 0) return;
  deliveries.value = new Map([...deliveries.peek(), ...found.map((each) => [each.id, each] as const)]);
}
