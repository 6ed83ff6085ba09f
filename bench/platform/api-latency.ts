import { apiUrl } from '../../test/stack/support/platform.ts';
import { percentile, plain, type Figure } from '../measure.ts';

/** Time of `GET /api/nodes` over one kept connection, one request after another. */
export async function measureApiLatency(requests = 1_000): Promise<Figure[]> {
  const times: number[] = [];
  for (let sent = 0; sent < requests; sent += 1) {
    const started = performance.now();
    await (await fetch(`${apiUrl}/api/nodes`)).arrayBuffer();
    times.push(performance.now() - started);
  }
  return [
    plain('GET /api/nodes, median', percentile(times, 0.5), 'ms'),
    plain('GET /api/nodes, 99th percentile', percentile(times, 0.99), 'ms'),
  ];
}
