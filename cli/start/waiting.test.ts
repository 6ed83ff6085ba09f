import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interrupted, type Failure } from '../failure.ts';
import { fakeDocker } from '../testing/fake-run.ts';
import { fakeStep } from '../testing/fake-step.ts';
import type { HttpProbe, ProbeAnswer } from './http-probe.ts';
import { partProbes, type PartProbe } from './part-probes.ts';
import { servicesOf, telemetrySigns } from './telemetry-signs.ts';
import { waitForHealth } from './wait-for-health.ts';
import { waitForTelemetry } from './wait-for-telemetry.ts';

const okAnswer = (body: unknown): ProbeAnswer => ({
  answered: true,
  status: 200,
  body: JSON.stringify(body),
});

/** Answers by a piece of the address. */
function fakeProbe(answers: Record<string, ProbeAnswer>): HttpProbe {
  return (url) => {
    const key = Object.keys(answers).find((piece) => decodeURIComponent(url).includes(piece));
    return Promise.resolve(
      (key === undefined ? undefined : answers[key]) ?? { answered: false, reason: 'ECONNREFUSED' },
    );
  };
}

const readyAfter = (times: number): PartProbe => {
  let asked = 0;
  return () => Promise.resolve(++asked > times ? undefined : 'starting');
};

function health(
  probes: Record<string, PartProbe>,
  { docker = fakeDocker({}), signal = new AbortController().signal, timeoutMs = 30_000 } = {},
) {
  return waitForHealth({
    services: Object.keys(probes),
    probes: new Map(Object.entries(probes)),
    ...{ docker, step: fakeStep(), signal, timeoutMs, pollMs: 1 },
  });
}

test('waits until every part is ready', async () => {
  await health({ api: readyAfter(3), tempo: readyAfter(0) });
});

test('names the part that does not get ready, with the end of its log', async () => {
  const row = ['id7', 'dsp-tempo-1', '', 'running', 'Up', '', 'dsp', 'tempo', ''].join('\t');
  const docker = fakeDocker({
    ps: { stdout: row },
    'logs --tail 12 id7': { tail: ['level=error msg="no such file"'] },
  });
  await assert.rejects(
    health({ api: readyAfter(0), tempo: readyAfter(1e9) }, { docker, timeoutMs: 50 }),
    (error: Failure) => {
      assert.equal(error.message, 'Tempo did not become ready: starting.');
      assert.match(error.remedy ?? '', /docker logs dsp-tempo-1/);
      assert.deepEqual(error.details, ['level=error msg="no such file"']);
      return true;
    },
  );
});

test('an interruption is no failure of a part', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 10);
  await assert.rejects(health({ api: readyAfter(1e9) }, { signal: abort.signal }), Interrupted);
});

test('each part is asked by its own endpoint, the Collector through the API', async () => {
  const parts = [
    { name: 'collector', status: 'down', detail: 'It does not answer.' },
    { name: 'prometheus', status: 'up', detail: null },
  ];
  const { signal } = new AbortController();
  const probes = partProbes(
    fakeProbe({
      '/api/health': okAnswer({ parts }),
      ':9090/-/ready': { answered: true, status: 503, body: 'Service Unavailable\nmore' },
      ':10001/': { answered: true, status: 404, body: '' },
    }),
    {},
  );
  assert.equal(await probes.get('api')?.(signal), undefined);
  assert.equal(await probes.get('collector')?.(signal), 'It does not answer.');
  assert.equal(await probes.get('prometheus')?.(signal), 'Service Unavailable');
  assert.equal(await probes.get('tempo')?.(signal), 'no answer (ECONNREFUSED)');
  assert.equal(await probes.get('service-a')?.(signal), undefined);
});

test('the API is asked with its token, and the others without', async () => {
  const { signal } = new AbortController();
  const asked: [string, string | undefined][] = [];
  const probe: HttpProbe = (url, _signal, headers) => {
    asked.push([url, headers?.['authorization']]);
    return Promise.resolve(okAnswer({ parts: [] }));
  };
  const probes = partProbes(probe, { DSP_API_TOKEN: 'secret' });
  await probes.get('api')?.(signal);
  await probes.get('tempo')?.(signal);
  assert.deepEqual(asked, [
    ['http://127.0.0.1:5050/api/health', 'Bearer secret'],
    ['http://127.0.0.1:3200/ready', undefined],
  ]);
});

const batch = (service: string) => ({
  resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
});

test('reads the services of a trace from older and newer Tempo', () => {
  assert.deepEqual(
    [...servicesOf({ batches: [batch('service-a'), batch('service-b')] })],
    ['service-a', 'service-b'],
  );
  assert.deepEqual([...servicesOf({ resourceSpans: [batch('service-a')] })], ['service-a']);
  assert.deepEqual([...servicesOf(undefined)], []);
});

test('the signs are the load of this very run, recent requests, and a new trace across both services', async () => {
  const since = new Date('2026-11-24T09:00:00.500Z');
  const nano = (seconds: number) => String(BigInt(since.getTime() + seconds * 1000) * 1_000_000n);
  const { signal } = new AbortController();
  const see = async (answers: Record<string, ProbeAnswer>) => {
    const signs = telemetrySigns(fakeProbe(answers), { id: 'r-1', since });
    return Promise.all(signs.map((sign) => sign.see(signal)));
  };
  const traces = okAnswer({
    traces: [
      { traceID: 'old', startTimeUnixNano: nano(-60) },
      { traceID: 'new', startTimeUnixNano: nano(1) },
    ],
  });
  const all = {
    'k6_http_reqs_total{run="r-1"} > 0': okAnswer({ data: { result: [{}] } }),
    [`source="app"}) >= ${Math.floor(since.getTime() / 1000)}`]: okAnswer({ data: { result: [{}] } }),
    '/api/search?tags=service.name=service-a': traces,
    '/api/traces/new': okAnswer({ batches: [batch('service-a'), batch('service-b')] }),
    '/api/traces/old': okAnswer({ batches: [batch('service-a'), batch('service-b')] }),
  };
  assert.deepEqual(await see(all), [true, true, true]);
  assert.deepEqual(await see({ ...all, '/api/traces/new': okAnswer({ batches: [batch('service-a')] }) }), [
    true,
    true,
    false,
  ]);
  assert.deepEqual(await see({}), [false, false, false]);
});

test('what did not arrive is named, with the reason when the traffic itself is over', async () => {
  const sign = (title: string, seen: boolean) => ({
    title,
    see: () => Promise.resolve(seen),
    suspects: `log of ${title}`,
  });
  const options = { step: fakeStep(), signal: new AbortController().signal, timeoutMs: 20, pollMs: 1 };
  await waitForTelemetry({
    ...options,
    signs: [sign('load', true)],
    hopeless: () => Promise.resolve(undefined),
  });
  const waiting = waitForTelemetry({
    ...options,
    timeoutMs: 20,
    signs: [sign('load', true), sign('trace', false)],
    hopeless: () => Promise.resolve('The traffic is over (failed).'),
  });
  await assert.rejects(waiting, (error: Failure) => {
    assert.match(error.message, /this did not arrive: trace\./);
    assert.match(error.remedy ?? '', /log of trace/);
    assert.deepEqual(error.details, ['The traffic is over (failed).']);
    return true;
  });
});
