import { setTimeout as sleep } from 'node:timers/promises';
import { queryValue } from '../../test/stack/support/prometheus.ts';
import { messageB, sendMessage } from '../../test/stack/support/requests.ts';
import { atMost, percentile, plain, type Figure } from '../measure.ts';

const counted = 'sum(http_server_request_duration_seconds_count{service_name="service-b"})';

/** Seconds from the answer to a request until a query of Prometheus counts it, without any other traffic. */
export async function measureFreshness(samples = 40): Promise<Figure[]> {
  const delays: number[] = [];
  for (let taken = 0; taken < samples; taken += 1) {
    const before = (await queryValue(counted)) ?? 0;
    if ((await sendMessage(messageB)).status !== 200) throw new Error('ServiceB does not answer.');
    const answered = performance.now();
    while (((await queryValue(counted)) ?? 0) <= before) {
      if (performance.now() - answered > 30_000) throw new Error('The request did not appear within 30 s.');
      await sleep(25);
    }
    delays.push((performance.now() - answered) / 1000);
    // Not in step with the intervals of scrape and export.
    await sleep(Math.random() * 1_000);
  }
  return [
    plain('request to Prometheus, median', percentile(delays, 0.5), 's'),
    atMost('request to Prometheus, 95th percentile', percentile(delays, 0.95), 3, 's'),
  ];
}
