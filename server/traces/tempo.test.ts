import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError, type ProblemCode } from '../../contract/problems.ts';
import { TraceSearch } from '../../contract/traces.ts';
import { createTraces } from './tempo.ts';

const now = (): Date => new Date('2026-11-24T09:00:00Z');
const search = (fields: object): TraceSearch => TraceSearch.parse(fields);
const isProblem = (code: ProblemCode) => (error: unknown) =>
  error instanceof ProblemError && error.code === code;

/** A Tempo of a release that answers the same to every search. */
function tempo(version: string, traces: object[] = []) {
  const asked: URL[] = [];
  const send = ((address: string) => {
    const url = new URL(address);
    asked.push(url);
    if (url.pathname === '/api/status/buildinfo') {
      return Promise.resolve(
        version.startsWith('1')
          ? new Response('404 page not found', { status: 404 })
          : Response.json({ version }),
      );
    }
    if (url.pathname === '/status/version') {
      return Promise.resolve(new Response(`GET /status/version\ntempo, version ${version} (branch: )`));
    }
    if (url.pathname === '/api/search') return Promise.resolve(Response.json({ traces }));
    return Promise.resolve(new Response('not found', { status: 404 }));
  }) as typeof fetch;
  const client = createTraces('http://tempo:3200', now, send);
  const searched = () =>
    asked.filter(({ pathname }) => pathname === '/api/search').map(({ searchParams }) => searchParams);
  return { client, asked, searched };
}

test('a Tempo before 2.0 is searched by tags', async () => {
  const { client, searched } = tempo('1.5.0');
  await client.search(
    search({ service: 'service-a', error: 'true', run: 'r-1', minDurationMs: '1.5', limit: '7' }),
  );
  const [parameters] = searched();
  assert.equal(parameters?.get('tags'), 'service.name="service-a" status.code="error" dsp.run="r-1"');
  assert.equal(parameters.get('minDuration'), '1500us');
  assert.equal(parameters.get('limit'), '7');
  assert.equal(parameters.get('q'), null);
});

test('a newer Tempo is searched by TraceQL, each condition in a span of its own', async () => {
  const { client, searched } = tempo('2.9.0');
  await client.search(search({ service: 'service-a', error: 'true', message: 'r-1-5', minDurationMs: '20' }));
  assert.equal(
    searched()[0]?.get('q'),
    '{ resource.service.name = "service-a" } && { status = error } && { span.dsp.message = "r-1-5" } && ' +
      '{ traceDuration >= 20000us }',
  );
  await client.search(search({}));
  assert.equal(searched()[1]?.get('q'), '{}');
});

test('a value can not leave its quotes', async () => {
  const { client, searched } = tempo('2.9.0');
  await client.search(search({ service: '" } || { true' }));
  assert.equal(searched()[0]?.get('q'), String.raw`{ resource.service.name = "\" } || { true" }`);
});

test('the release is asked for once', async () => {
  const { client, asked } = tempo('1.5.0');
  await client.search(search({}));
  await client.search(search({}));
  assert.equal(asked.filter(({ pathname }) => pathname === '/status/version').length, 1);
});

test('summaries come newest first, with ids in full and without made-up roots', async () => {
  const { client } = tempo('2.9.0', [
    {
      traceID: 'abc',
      rootServiceName: 'a',
      rootTraceName: 'GET',
      startTimeUnixNano: '1000000000',
      durationMs: 5,
    },
    { traceID: 'def', rootServiceName: '<root span not yet received>', startTimeUnixNano: '2000000000' },
  ]);
  assert.deepEqual(await client.search(search({})), [
    {
      traceId: 'def'.padStart(32, '0'),
      startedAt: '1970-01-01T00:00:02.000Z',
      durationMs: 0,
      rootService: null,
      rootName: null,
    },
    {
      traceId: 'abc'.padStart(32, '0'),
      startedAt: '1970-01-01T00:00:01.000Z',
      durationMs: 5,
      rootService: 'a',
      rootName: 'GET',
    },
  ]);
});

test('when there are more traces than asked for, the newest ones are looked for in a shorter time', async () => {
  const trace = { traceID: 'abc', rootServiceName: 'a', startTimeUnixNano: '1000000000' };
  const { client, searched } = tempo('2.9.0', [trace]);
  await client.search(search({ limit: '2' }));
  assert.equal(searched().length, 1);
  await client.search(search({ limit: '1' }));
  const seconds = searched().map((each) => Number(each.get('end')) - Number(each.get('start')));
  assert.deepEqual(seconds, [300, 300, 4]);
  assert.deepEqual(
    searched().map((each) => each.get('limit')),
    ['2', '1', '5'],
  );
});

test('a trace that Tempo does not know is a named problem', async () => {
  await assert.rejects(tempo('2.9.0').client.get('0'.repeat(32)), isProblem('trace-not-found'));
});

test('a Tempo that does not answer is a named problem, and is asked for its release again', async () => {
  let isDown = true;
  const { client } = tempo('2.9.0');
  const working = createTraces('http://tempo:3200', now, (async (address: string) => {
    if (isDown) throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    return address.includes('search') ? Response.json({}) : Response.json({ version: '2.9.0' });
  }) as typeof fetch);
  await assert.rejects(working.search(search({})), isProblem('telemetry-unreachable'));
  isDown = false;
  assert.deepEqual(await working.search(search({})), []);
  assert.deepEqual(await client.search(search({})), []);
});
