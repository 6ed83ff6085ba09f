import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { client, halt, injectFault } from '../../test/stack/support/platform.ts';
import { atMost, percentile, type Figure } from '../measure.ts';

/** Published port of ServiceB: a connection to it reaches the node, or is refused by the fault. */
const port = 10_002;

/**
 * Milliseconds from the call of the API to the first packet that the fault touches, and from ending it to the first
 * that it does not: on a node without a fault, and on one where another fault is active already. The witness is the
 * kernel's TCP: connections that a rejecting partition refuses.
 */
export async function measureApplyTime(rounds = 15): Promise<Figure[]> {
  await halt();
  const cold = await measureRounds(rounds);
  await injectFault({
    kind: 'latency',
    params: { delayMs: 1 },
    targets: { nodes: ['service-b'] },
    driver: 'shaper',
  });
  const warm = await measureRounds(rounds);
  await halt();
  return [
    atMost('fault on, node without a fault (median)', percentile(cold.on, 0.5), 200, 'ms'),
    atMost('fault off, the last one of the node (median)', percentile(cold.off, 0.5), 200, 'ms'),
    atMost('fault on, another active there (median)', percentile(warm.on, 0.5), 30, 'ms'),
    atMost('fault off, another active there (median)', percentile(warm.off, 0.5), 30, 'ms'),
  ];
}

async function measureRounds(rounds: number): Promise<{ on: number[]; off: number[] }> {
  const on: number[] = [];
  const off: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const beginning = performance.now();
    const created = client('faultCreate', {
      body: {
        kind: 'partition',
        params: { mode: 'reject', everybody: true },
        targets: { nodes: ['service-b'] },
        direction: 'ingress',
        protocol: 'tcp',
        driver: 'shaper',
      },
    });
    on.push((await momentWhen(refused)) - beginning);
    const fault = await created;
    if ('dryRun' in fault) throw new Error('This was a dry run.');
    await sleep(300);
    const ending = performance.now();
    const ended = client('faultEnd', { params: { id: fault.id } });
    off.push((await momentWhen(accepted)) - ending);
    await ended;
    await sleep(300);
  }
  return { on, off };
}

type Attempt = 'accepted' | 'refused';
const refused: Attempt = 'refused';
const accepted: Attempt = 'accepted';

/** Tries connections one after another until one ends as wanted, and tells when that one was begun. */
async function momentWhen(wanted: Attempt): Promise<number> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const begun = performance.now();
    if ((await attempt()) === wanted) return begun;
  }
  throw new Error(`No connection was ${wanted} within 10 s.`);
}

/** A published port is accepted by the engine's proxy, so that only an answer shows that the node was reached. */
function attempt(): Promise<Attempt> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (outcome: Attempt) => () => {
      socket.destroy();
      resolve(outcome);
    };
    socket.on('connect', () =>
      socket.write('GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'),
    );
    socket.on('data', end('accepted')).on('error', end('refused')).on('close', end('refused'));
    socket.setTimeout(1_000, end('refused'));
  });
}
