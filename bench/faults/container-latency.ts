import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { client, halt, injectFault } from '../../test/stack/support/platform.ts';
import { atMost, percentile, plain, type Figure } from '../measure.ts';

const run = promisify(execFile);
const container = (node: string): string => `dsp-${node}-1`;
const delayMs = 20;

/**
 * How exact a fault is that the API switches on, so that the shaper is a container among others: ping, in the network
 * of another node, against ServiceB with 20 ms each way. Needs root on the engine's own machine.
 */
export async function measureContainerLatency(count = 1_000): Promise<Figure[]> {
  await halt();
  const { addresses } = await client('nodeGet', { params: { name: 'service-b' } });
  const address = addresses.find(({ network }) => network === 'dsp')?.address ?? addresses[0]?.address ?? '';
  const before = await ping(address, count);
  await injectFault({
    kind: 'latency',
    params: { delayMs },
    direction: 'both',
    targets: { nodes: ['service-b'] },
    driver: 'shaper',
  });
  const during = await ping(address, count);
  await halt();
  const added = (share: number): number =>
    Math.abs(percentile(during, share) - percentile(before, 0.5) - 2 * delayMs);
  return [
    atMost('20 ms each way, off by (median)', added(0.5), 1, 'ms'),
    atMost('20 ms each way, off by (99th percentile)', added(0.99), 2, 'ms'),
    plain('pings not answered meanwhile', count - during.length, `of ${count}`),
  ];
}

/** Round trips from the network of ServiceA in milliseconds, by a ping that is woken on time. */
async function ping(address: string, count: number): Promise<number[]> {
  const inspect = ['inspect', '--format', '{{.State.Pid}}', container('service-a')];
  const pid = (await run('docker', inspect)).stdout.trim();
  const command = ['--net', 'chrt', '--fifo', '10', 'ping', '-n', '-i', '0.01', '-c', String(count)];
  const { stdout } = await run('nsenter', ['--target', pid, ...command, address]);
  const trips = [...stdout.matchAll(/time=([\d.]+) ms/g)].map(([, ms]) => Number(ms));
  if (trips.length < 0.99 * count) throw new Error(`${trips.length} of ${count} pings were answered.`);
  return trips;
}
