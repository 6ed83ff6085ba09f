import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { createFakeDocker } from '../../../test/support/fake-docker.ts';
import type { JobSpec } from '../port.ts';
import { dockerEngine } from './engine.ts';

async function lab(t: TestContext) {
  const docker = await createFakeDocker();
  t.after(() => docker.close());
  docker.containers.push({ Id: 'b1', labels: { 'dsp.node': 'service-b' } });
  const { socketPath } = docker;
  const environment = { labNetwork: 'dsp', controlNetwork: 'dsp-control', hostSocketPath: socketPath };
  const engine = dockerEngine({ ...environment, socketPath });
  const changes = () =>
    docker.requests
      .filter(({ line }) => !line.startsWith('GET '))
      .map(({ line, query }) => {
        const asked = new URLSearchParams(query).toString();
        return asked === '' ? line : `${line}?${asked}`;
      });
  return { docker, engine, changes };
}

const spec: JobSpec = {
  id: 'r-1',
  kind: 'traffic',
  image: 'lab/k6:1',
  command: ['run'],
  env: {},
  files: { '/dsp/run.js': 'x' },
  place: { in: 'lab-network' },
  rights: [],
  limits: { memoryMegabytes: 64, cpus: 1 },
  interactive: false,
  stopGraceSeconds: 5,
  purpose: { run: 'r-1' },
};

test('only containers with the label are nodes; an unknown name reaches no container', async (t) => {
  const { docker, engine, changes } = await lab(t);
  docker.containers.push({ Id: 'x1', labels: { name: 'postgres' } });
  assert.deepEqual(
    (await engine.nodes.list()).map(({ name }) => name),
    ['service-b'],
  );
  assert.equal(await engine.nodes.inspect('postgres'), undefined);
  for (const act of [engine.nodes.pause, engine.nodes.resume, engine.nodes.start]) {
    await assert.rejects(act('postgres'), { code: 'node-not-found' });
  }
  await assert.rejects(engine.nodes.kill('x1', 'SIGKILL'), { code: 'node-not-found' });
  assert.deepEqual(changes(), []);
});

test('a name that an old, stopped container still holds means the one that runs', async (t) => {
  const { docker, engine } = await lab(t);
  const stopped = { Status: 'exited', Running: false, FinishedAt: '2026-01-02T03:05:00Z' };
  docker.containers.unshift({ Id: 'b0', Created: 99, labels: { 'dsp.node': 'service-b' }, state: stopped });
  assert.equal((await engine.nodes.inspect('service-b'))?.instance, 'b1');
  assert.deepEqual(
    (await engine.nodes.list()).map(({ instance }) => instance),
    ['b1'],
  );
});

test('every change of a node is one request to its container', async (t) => {
  const { engine, changes } = await lab(t);
  await engine.nodes.pause('service-b');
  await engine.nodes.resume('service-b');
  await engine.nodes.stop('service-b', 7);
  await engine.nodes.start('service-b');
  await engine.nodes.kill('service-b', 'SIGUSR1');
  await engine.nodes.restart('service-b', 3);
  assert.deepEqual(changes(), [
    'POST /containers/b1/pause',
    'POST /containers/b1/unpause',
    'POST /containers/b1/stop?t=7',
    'POST /containers/b1/start',
    'POST /containers/b1/kill?signal=SIGUSR1',
    'POST /containers/b1/restart?t=3',
  ]);
});

test('a node that already is as asked is a success, anything else that is refused is not', async (t) => {
  const { docker, engine } = await lab(t);
  const cases = [
    ['pause', 409, () => engine.nodes.pause('service-b')],
    ['unpause', 409, () => engine.nodes.resume('service-b')],
    ['unpause', 500, () => engine.nodes.resume('service-b')],
    ['stop', 304, () => engine.nodes.stop('service-b', 1)],
    ['start', 304, () => engine.nodes.start('service-b')],
    ['kill', 409, () => engine.nodes.kill('service-b', 'SIGTERM')],
  ] as const;
  for (const [what, status, act] of cases) {
    docker.answers.set(`POST /containers/b1/${what}`, { status, body: { message: 'already so' } });
    await act();
    docker.answers.set(`POST /containers/b1/${what}`, { status: 503, body: { message: 'out of order' } });
    await assert.rejects(act(), { code: 'engine-failed', detail: /: out of order$/ });
  }
});

test('a stopped main process is seen by its state', async (t) => {
  const { docker, engine } = await lab(t);
  for (const [state, isHalted] of [
    ['T', true],
    ['Tsl', true],
    ['Ssl', false],
    ['R', false],
  ] as const) {
    docker.answers.set('GET /containers/b1/top', {
      status: 200,
      body: {
        Titles: ['PID', 'STAT'],
        Processes: [
          ['1', state],
          ['9', 'T'],
        ],
      },
    });
    assert.equal(await engine.nodes.isHalted('service-b'), isHalted, state);
  }
});

test('a job is made, filled, connected to both networks and started, in that order', async (t) => {
  const { docker, engine, changes } = await lab(t);
  docker.answers.set('POST /containers/create', { status: 201, body: { Id: 'j1' } });
  docker.containers.push({
    Id: 'j1',
    labels: { 'dsp.job': 'traffic', 'dsp.id': 'r-1', 'dsp.purpose': '{}' },
  });
  const job = await engine.jobs.start(spec);
  assert.deepEqual([job.id, job.state], ['r-1', 'running']);
  assert.deepEqual(
    changes().map((line) => line.replace(/\?.*/, '')),
    [
      'POST /containers/create',
      'PUT /containers/j1/archive',
      'POST /networks/dsp-control/connect',
      'POST /containers/j1/start',
    ],
  );
});

test('an image that is absent is a problem of its own', async (t) => {
  const { docker, engine } = await lab(t);
  docker.answers.set('POST /containers/create', {
    status: 404,
    body: { message: 'No such image: lab/k6:1' },
  });
  await assert.rejects(engine.jobs.start(spec), {
    code: 'image-missing',
    detail: 'The image lab/k6:1 is not at hand.',
  });
});

test('a job that cannot be started leaves no container', async (t) => {
  for (const failing of [
    'PUT /containers/j1/archive',
    'POST /networks/dsp-control/connect',
    'POST /containers/j1/start',
  ]) {
    const { docker, engine, changes } = await lab(t);
    docker.answers.set('POST /containers/create', { status: 201, body: { Id: 'j1' } });
    docker.answers.set(failing, { status: 500, body: { message: 'no' } });
    await assert.rejects(engine.jobs.start(spec), { code: 'engine-failed' }, failing);
    assert.match(changes().at(-1) ?? '', /^DELETE \/containers\/j1\?force=true/);
  }
});

test('a job in the network of a node that does not run is refused before anything is made', async (t) => {
  const { engine, changes } = await lab(t);
  const place = { in: 'node-network', node: 'service-x' } as const;
  await assert.rejects(engine.jobs.start({ ...spec, place }), { code: 'node-not-running' });
  assert.deepEqual(changes(), []);
});

test('only containers with both labels are jobs', async (t) => {
  const { docker, engine } = await lab(t);
  docker.containers.push({ Id: 'j1', labels: { 'dsp.job': 'fault', 'dsp.id': 'f-1' } });
  docker.containers.push({ Id: 'j2', labels: { 'dsp.id': 'f-2' } });
  assert.deepEqual(
    (await engine.jobs.list()).map(({ id }) => id),
    ['f-1'],
  );
  assert.equal(await engine.jobs.inspect('f-2'), undefined);
});

test('stopping or removing a job that is gone, or over, is a success', async (t) => {
  const { docker, engine } = await lab(t);
  await engine.jobs.stop('f-1');
  await engine.jobs.remove('f-1');
  docker.containers.push({ Id: 'j1', labels: { 'dsp.job': 'fault', 'dsp.id': 'f-1' } });
  for (const status of [304, 404]) {
    docker.answers.set('POST /containers/j1/stop', { status, body: { message: 'over' } });
    await engine.jobs.stop('f-1');
  }
  for (const status of [404, 409]) {
    docker.answers.set('DELETE /containers/j1', { status, body: { message: 'removal is in progress' } });
    await engine.jobs.remove('f-1');
  }
});

test('a job that is dead is removed for us, though its files are there still; any other is not', async (t) => {
  const { docker, engine } = await lab(t);
  const job = { Id: 'j1', labels: { 'dsp.job': 'fault', 'dsp.id': 'f-1' } };
  docker.answers.set('DELETE /containers/j1', { status: 500, body: { message: 'device or resource busy' } });
  docker.containers.push({ ...job, state: { Status: 'removing', Running: false, Dead: true } });
  await engine.jobs.remove('f-1');
  docker.containers.splice(-1, 1, { ...job, state: { Dead: false } });
  await assert.rejects(engine.jobs.remove('f-1'), /device or resource busy/);
});

test('a job is stopped with the grace that it was made with', async (t) => {
  const { docker, engine, changes } = await lab(t);
  docker.containers.push({ Id: 'j1', labels: { 'dsp.job': 'fault', 'dsp.id': 'f-1' } });
  await engine.jobs.stop('f-1');
  assert.deepEqual(changes(), ['POST /containers/j1/stop']);
});

test('the log of a job is read whole, with both of its streams', async (t) => {
  const { docker, engine } = await lab(t);
  docker.containers.push({ Id: 'j1', labels: { 'dsp.job': 'fault', 'dsp.id': 'f-1' } });
  const frame = (stream: number, text: string): Buffer => {
    const payload = Buffer.from(`2026-01-02T03:04:05Z ${text}\n`);
    const header = Buffer.alloc(8);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(payload.length, 4);
    return Buffer.concat([header, payload]);
  };
  docker.answers.set('GET /containers/j1/logs', (response) => {
    response.writeHead(200).end(Buffer.concat([frame(1, 'out'), frame(2, 'err')]));
  });
  const lines = await engine.jobs.logs('f-1', 50);
  assert.deepEqual(
    lines.map(({ stream, text }) => `${stream} ${text}`),
    ['stdout out', 'stderr err'],
  );
  assert.equal(docker.requests.at(-1)?.query['tail'], '50');
  assert.deepEqual(await engine.jobs.logs('f-2', 50), []);
});

test('an engine that breaks off a log in the midst of it is told as one that is away', async (t) => {
  const { docker, engine } = await lab(t);
  docker.containers.push({ Id: 'j1', labels: { 'dsp.job': 'traffic', 'dsp.id': 'r-1' } });
  for (const id of ['j1', 'b1']) {
    docker.answers.set(`GET /containers/${id}/logs`, (response) => {
      response.write(Buffer.from([1, 0, 0, 0, 0, 0, 0, 9]), () => response.socket?.destroy());
    });
  }
  const { signal } = new AbortController();
  const first = (lines: AsyncIterable<unknown>) => lines[Symbol.asyncIterator]().next();
  const readers = [
    () => engine.jobs.logs('r-1', 10),
    () => first(engine.jobs.follow('r-1', signal)),
    () => first(engine.nodes.logs('service-b', { tail: 5, follow: true, signal })),
  ];
  for (const read of readers) await assert.rejects(read(), { code: 'engine-unreachable' });
});

test('an image is at hand or not', async (t) => {
  const { docker, engine } = await lab(t);
  docker.answers.set('GET /images/lab/k6:1/json', { status: 200, body: { Id: 'i1' } });
  assert.equal(await engine.hasImage('lab/k6:1'), true);
  assert.equal(await engine.hasImage('lab/other:1'), false);
});

test('an engine that is away is told as that, by every call', async (t) => {
  const { docker, engine } = await lab(t);
  await docker.stop();
  const signal = new AbortController().signal;
  const calls = [
    () => engine.describe(),
    () => engine.hasImage('x'),
    () => engine.nodes.list(),
    () => engine.nodes.inspect('service-b'),
    () => engine.nodes.pause('service-b'),
    () => engine.jobs.list(),
    () => engine.jobs.start(spec),
    () => engine.jobs.stop('r-1'),
    () => engine.nodes.logs('service-b', { tail: 1, follow: false, signal })[Symbol.asyncIterator]().next(),
  ];
  for (const each of calls) await assert.rejects(each(), { code: 'engine-unreachable' });
});
