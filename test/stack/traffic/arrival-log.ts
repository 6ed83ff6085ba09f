import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { RouteInput } from '../../../contract/routes.ts';
import type { TrafficRun } from '../../../contract/traffic/run.ts';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { client } from '../support/platform.ts';

/** An image with Node.js that every platform has. */
const image = 'dsp/service-a:0.1.0';

const server = `
  const arrivals = [];
  require('node:http').createServer((request, response) => {
    if (request.url === '/arrivals') return response.end(JSON.stringify(arrivals));
    const key = request.headers['idempotency-key'] ?? '';
    const delay = Number(new URL(request.url, 'http://x').searchParams.get('delay') ?? 0);
    arrivals.push({ ms: performance.timeOrigin + performance.now(), key });
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      arrivals.at(-1).body ??= body;
      setTimeout(() => response.end('{}'), delay);
    });
  }).listen(80);
`;

/** One request as its target saw it. */
export interface Arrival {
  /** Unix milliseconds. */
  ms: number;
  /** Identity of the message. */
  key: string;
}

/** A node that only writes down when requests arrive. */
export interface ArrivalLog {
  url: string;
  arrivals(): Promise<Arrival[]>;
}

/** Starts the node beside the demonstration, which stays as it is, and removes it after the test. */
export async function startArrivalLog(t: TestContext): Promise<ArrivalLog> {
  const name = `arrivals-${randomBytes(3).toString('hex')}`;
  const options = [
    '--no-healthcheck',
    '--network',
    'dsp',
    '--network-alias',
    name,
    '--memory',
    '128m',
    '--user',
    '0',
  ];
  const labels = ['--label', `dsp.node=${name}`, '--label', 'com.gaiaadm.pumba.skip=true'];
  await docker([
    'run',
    '-d',
    '--name',
    `dsp-test-${name}`,
    ...options,
    ...labels,
    '--entrypoint',
    'node',
    image,
    '-e',
    server,
  ]);
  t.after(() => docker(['rm', '--force', '--volumes', `dsp-test-${name}`]));
  await eventually(`the node ${name}`, async () =>
    (await client('nodeList', {})).nodes.find((node) => node.name === name && node.state === 'running'),
  );
  const read = `fetch('http://127.0.0.1/arrivals').then((r) => r.text()).then((t) => process.stdout.write(t))`;
  return {
    url: `http://${name}/`,
    async arrivals() {
      return JSON.parse(await docker(['exec', `dsp-test-${name}`, 'node', '-e', read])) as Arrival[];
    },
  };
}

/** Runs traffic to its end, and stops it should the test end before. */
export async function runTraffic(
  t: TestContext,
  body: RouteInput<'trafficStart'>['body'],
  whileRunning?: (run: TrafficRun) => Promise<void>,
): Promise<TrafficRun> {
  const { id, ...run } = await client('trafficStart', { body });
  t.after(() => client('trafficDelete', { params: { id } }));
  await whileRunning?.({ id, ...run });
  return eventually(
    `the end of run ${id}`,
    async () => {
      const found = await client('trafficGet', { params: { id } });
      return found.state === 'running' ? undefined : found;
    },
    (run.durationSeconds + run.warmUpSeconds + 30) * 1000,
  );
}
