import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricsAnswer } from '../../contract/metrics.ts';
import { ProblemError } from '../../contract/problems.ts';
import { createScrapeRhythm, latestMoment, untilNextMoment } from './scrape-rhythm.ts';

/** What Prometheus tells of scrapes at these times, seconds, which took so many seconds. */
function answerOf(scrapes: readonly [number, number][]): MetricsAnswer {
  const series = (name: string, points: [number, string][]): MetricsAnswer['series'][number] => ({
    labels: { __name__: name, job: 'nodes' },
    points,
  });
  return {
    resultType: 'matrix',
    series: [
      series(
        'up',
        scrapes.map(([time]) => [time, '1']),
      ),
      series(
        'scrape_duration_seconds',
        scrapes.map(([time, took]) => [time, String(took)]),
      ),
    ],
  };
}

async function rhythmOf(...scrapes: [number, number][]) {
  const rhythm = createScrapeRhythm(
    () => Promise.resolve(answerOf(scrapes)),
    () => 0,
  );
  await rhythm.renew();
  return rhythm.now();
}

test('the earliest scrape tells the rhythm, and the latest to end when it can be asked for', async () => {
  const rhythm = await rhythmOf([100.231, 0.01], [101.239, 0.01], [102.231, 0.06], [103.235, 0.01]);
  assert.deepEqual(rhythm, { phaseMs: 231, delayMs: 110 });
});

test('scrapes around the whole second are not taken for the two ends of it', async () => {
  const rhythm = await rhythmOf([100.998, 0.01], [102.004, 0.01], [103.001, 0.02]);
  assert.deepEqual(rhythm, { phaseMs: 998, delayMs: 73 });
});

test('a scrape that took very long does not hold up all points', async () => {
  assert.equal((await rhythmOf([100.5, 0.85], [101.5, 0.01])).delayMs, 500);
});

test('without scrapes points are of whole seconds', async () => {
  assert.deepEqual(await rhythmOf(), { phaseMs: 0, delayMs: 50 });
});

test('a moment can be asked for when its scrape was stored, and the next a second later', () => {
  const rhythm = { phaseMs: 231, delayMs: 80 };
  assert.equal(latestMoment(5_310, rhythm), 4_231);
  assert.equal(untilNextMoment(5_310, rhythm), 1);
  assert.equal(latestMoment(5_311, rhythm), 5_231);
  assert.equal(untilNextMoment(5_311, rhythm), 1_000);
});

test('Prometheus is asked once in a while, and what was known stays while it does not answer', async () => {
  let now = 0;
  let asked = 0;
  const rhythm = createScrapeRhythm(
    () => {
      asked++;
      return asked === 1
        ? Promise.resolve(answerOf([[7.4, 0.03]]))
        : Promise.reject(new ProblemError('telemetry-unreachable'));
    },
    () => now,
  );
  await Promise.all([rhythm.renew(), rhythm.renew()]);
  now = 9_999;
  await rhythm.renew();
  assert.equal(asked, 1);
  now = 10_000;
  await rhythm.renew();
  assert.equal(asked, 2);
  assert.deepEqual(rhythm.now(), { phaseMs: 400, delayMs: 80 });
});
