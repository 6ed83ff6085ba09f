import assert from 'node:assert/strict';
import test from 'node:test';
import { drawArrivals } from '../../../k6/schedule/drawn-arrivals.ts';
import { runTraffic, startArrivalLog, type Arrival } from './arrival-log.ts';

/** Few enough a second that a machine which is busy with other tests does not blur the gaps. */
const poisson = { type: 'stochastic', model: 'poisson', meanRps: 12 } as const;
const poissonSeconds = 40;

test('Poisson arrivals have exponential gaps at their target, and the seed repeats them', async (t) => {
  const log = await startArrivalLog(t);
  const body = { targetUrl: log.url, durationSeconds: poissonSeconds, scenario: poisson, seed: 11 };
  const first = await runTraffic(t, body);
  const once = await log.arrivals();
  assert.equal(first.state, 'finished');
  assert.equal(once.length, first.plannedRequests);

  const distance = kolmogorovSmirnov(gapsOf(once), (gap) => 1 - Math.exp(-poisson.meanRps * gap));
  const critical = 1.628 / Math.sqrt(once.length);
  t.diagnostic(`D = ${distance.toFixed(4)}, critical at 1 %: ${critical.toFixed(4)}, n = ${once.length}`);
  assert.ok(distance < critical, `D = ${distance} is not below ${critical}`);

  await runTraffic(t, body);
  const again = (await log.arrivals()).slice(once.length);
  assert.equal(again.length, once.length, 'the same seed sends the same number of messages');
  const { meanRps, model: type } = poisson;
  const planned = drawArrivals({ model: { type }, meanRps, durationSeconds: poissonSeconds, seed: 11 });
  for (const run of [once, again]) {
    const late = latenessOf(run, planned).sort((a, b) => a - b);
    const median = late[Math.floor(late.length / 2)] ?? NaN;
    t.diagnostic(
      `off the plan: median ${median.toFixed(1)} ms, p99 ${late[Math.floor(late.length * 0.99)]?.toFixed(1)} ms`,
    );
    assert.ok(median < 25, `half of the messages are more than ${median} ms off their moment`);
  }
});

test('the edge of a spike takes less than a second', async (t) => {
  const log = await startArrivalLog(t);
  const scenario = {
    type: 'spikes',
    baseRps: 4,
    peakRps: 80,
    peakSeconds: 3,
    periodSeconds: 8,
    count: 2,
  } as const;
  const run = await runTraffic(t, { targetUrl: log.url, scenario });
  assert.equal(run.droppedIterations, 0);
  const arrivals = await log.arrivals();
  const startMs = Date.parse(run.startedAt ?? '');
  for (const [edge, to] of [
    [5, 80],
    [8, 4],
    [13, 80],
  ] as const) {
    const seconds = secondsUntil(arrivals, startMs + edge * 1000, (rps) => Math.abs(rps - to) <= 0.2 * 80);
    t.diagnostic(`the edge at ${edge} s, to ${to} requests a second, took ${seconds} s`);
    assert.ok(seconds < 1, `${seconds} s`);
  }
});

test('the requests of a wave arrive together, and waves at their period', async (t) => {
  const log = await startArrivalLog(t);
  const scenario = { type: 'batch', requests: 50, workers: 50, waves: 2, periodSeconds: 4 } as const;
  const run = await runTraffic(t, { targetUrl: log.url, scenario });
  assert.equal(run.requests, 100);
  const moments = (await log.arrivals()).map(({ ms }) => ms).sort((a, b) => a - b);
  const waves = [moments.slice(0, 50), moments.slice(50)];
  for (const wave of waves) {
    const spread = (wave.at(-1) ?? NaN) - (wave[0] ?? NaN);
    t.diagnostic(`a wave of 50 arrived within ${spread.toFixed(0)} ms`);
    assert.ok(spread < 500, `${spread} ms`);
  }
  const period = (waves[1]?.[0] ?? NaN) - (waves[0]?.[0] ?? NaN);
  assert.ok(Math.abs(period - 4_000) < 300, `${period} ms from wave to wave`);
});

test('a ramp rises and falls as planned', async (t) => {
  const log = await startArrivalLog(t);
  const scenario = {
    type: 'ramp',
    toRps: 40,
    upSeconds: 5,
    holdSeconds: 3,
    downSeconds: 5,
    curve: 'smooth',
  } as const;
  const run = await runTraffic(t, { targetUrl: log.url, scenario });
  const { plannedRps = [], achievedRps = [] } = run.timeline ?? {};
  t.diagnostic(`planned ${plannedRps.join(' ')}; achieved ${achievedRps.join(' ')}`);
  assert.equal(run.requests, run.plannedRequests);
  plannedRps.forEach((rps, bin) => assert.ok(Math.abs((achievedRps[bin] ?? 0) - rps) <= 4, `second ${bin}`));
});

test('a generator that is too small says so, and calls it no error of the system', async (t) => {
  const log = await startArrivalLog(t);
  const body = { targetUrl: `${log.url}?delay=1000`, rps: 20, durationSeconds: 5, maxVirtualUsers: 4 };
  const run = await runTraffic(t, body);
  assert.equal(run.state, 'finished');
  assert.equal(run.failedRequests, 0);
  assert.ok(run.droppedIterations > 50, `${run.droppedIterations} dropped`);
  assert.equal(run.droppedIterations + run.requests, 100);
});

function gapsOf(arrivals: readonly Arrival[]): number[] {
  const moments = arrivals.map(({ ms }) => ms).sort((a, b) => a - b);
  return moments.slice(1).map((moment, place) => (moment - (moments[place] ?? 0)) / 1000);
}

/** Largest distance between the distribution of a sample and the one that it should have. */
function kolmogorovSmirnov(sample: number[], distribution: (value: number) => number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted.reduce((most, value, place) => {
    const expected = distribution(value);
    return Math.max(most, expected - place / sorted.length, (place + 1) / sorted.length - expected);
  }, 0);
}

/** How far each message was off its planned moment, milliseconds, when the whole run is shifted to fit best. */
function latenessOf(arrivals: readonly Arrival[], planned: readonly number[]): number[] {
  const offsets = arrivals.map(({ ms, key }) => ms - (planned[Number(key.split('-').at(-1))] ?? NaN) * 1000);
  const middle = offsets.toSorted((a, b) => a - b)[Math.floor(offsets.length / 2)] ?? NaN;
  return offsets.map((offset) => Math.abs(offset - middle));
}

/** Seconds from an edge until the rate over the next half second is as it should be, in steps of a tenth. */
function secondsUntil(
  arrivals: readonly Arrival[],
  edgeMs: number,
  isReached: (rps: number) => boolean,
): number {
  for (let tenths = 0; tenths < 50; tenths++) {
    const fromMs = edgeMs + tenths * 100;
    if (isReached(countBetween(arrivals, fromMs, fromMs + 500) * 2)) return tenths / 10;
  }
  return Infinity;
}

function countBetween(arrivals: readonly Arrival[], fromMs: number, toMs: number): number {
  return arrivals.filter(({ ms }) => ms >= fromMs && ms < toMs).length;
}
