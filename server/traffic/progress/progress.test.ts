import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createBins, mostBins, ratesOf } from './bins.ts';
import { createLatencyHistogram, mergeHistograms } from '../../latency-histogram.ts';
import { createProgress } from './progress.ts';

test('percentiles are told within 2.5 %', () => {
  const histogram = createLatencyHistogram();
  for (let millis = 1; millis <= 1_000; millis++) histogram.record(millis);
  const { p50, p95, p99 } = histogram.percentiles();
  for (const [told, real] of [
    [p50, 500],
    [p95, 950],
    [p99, 990],
  ] as const) {
    assert.ok(Math.abs((told ?? 0) / real - 1) < 0.025, `${told} for ${real}`);
  }
});

test('merged histograms tell what one would have told', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (latencies) => {
      const [one, even, odd] = [createLatencyHistogram(), createLatencyHistogram(), createLatencyHistogram()];
      latencies.forEach((millis, place) => {
        one.record(millis);
        (place % 2 === 0 ? even : odd).record(millis);
      });
      assert.deepEqual(mergeHistograms([even, odd]).percentiles(), one.percentiles());
    }),
  );
});

test('bins lose no count, however long the run', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100_000, noNaN: true })), (seconds) => {
      const bins = createBins();
      seconds.forEach(bins.add);
      assert.ok(bins.counts.length <= mostBins);
      const length = Math.ceil(100_001 / 256);
      const sum = ratesOf(bins, 256, length).reduce((all, rate) => all + rate * 256, 0);
      assert.ok(Math.abs(sum - seconds.length) < 1e-6);
    }),
  );
});

const startMs = 1_700_000_000_000;

test('the warm-up counts in no result', () => {
  const progress = createProgress(10);
  progress.take({ type: 'start', phase: 'warm-up', startMs: startMs - 5_000 }, startMs);
  for (let sequence = 0; sequence < 10; sequence++) {
    progress.take(
      { type: 'outcome', outcome: 'acknowledged', sequence, millis: 5, failure: 'timeout' },
      startMs - 1_000,
    );
  }
  assert.equal(progress.startMs(), undefined);
  progress.take({ type: 'start', phase: 'constant', startMs }, startMs);
  progress.take(
    { type: 'outcome', outcome: 'acknowledged', sequence: 10, millis: 8, failure: undefined },
    startMs + 508,
  );
  const { requests, failedRequests, achievedRps } = progress.results(startMs + 1_000);
  assert.deepEqual(
    { requests, failedRequests, achievedRps },
    { requests: 1, failedRequests: 0, achievedRps: 1 },
  );
  assert.equal(progress.toldRequests(), 11);
});

test('live figures are of the last whole second, and what is due and not ended is in flight', () => {
  const progress = createProgress(0);
  progress.take({ type: 'start', phase: 'constant', startMs }, startMs);
  // Ten a second; those of the third second do not come back.
  for (let sequence = 0; sequence < 20; sequence++) {
    const endMs = startMs + sequence * 100 + 50;
    progress.take(
      {
        type: 'outcome',
        outcome: 'acknowledged',
        sequence,
        millis: 10,
        failure: sequence === 15 ? 'reset' : undefined,
      },
      endMs,
    );
  }
  progress.take({ type: 'drop', sequence: 20 }, startMs + 2_010);
  const live = progress.live(startMs + 2_500, (second) => second * 10);
  assert.equal(live.achievedRps, 10);
  assert.equal(live.plannedRps, 10);
  assert.equal(live.errorRps, 1);
  assert.equal(live.inFlight, 4);
  assert.deepEqual(progress.results(startMs + 2_500).errors, { reset: 1 });
});

test('a timeline shows the whole plan, and nothing of what has not come yet', () => {
  const progress = createProgress(0);
  progress.take({ type: 'start', phase: 'constant', startMs }, startMs);
  for (let sequence = 0; sequence < 25; sequence++) {
    const endMs = startMs + sequence * 100 + 51;
    progress.take(
      { type: 'outcome', outcome: 'acknowledged', sequence, millis: 1, failure: undefined },
      endMs,
    );
  }
  const { binSeconds, plannedRps, achievedRps } = progress.timeline(
    (second) => second * 10,
    5,
    startMs + 2_500,
  );
  assert.equal(binSeconds, 1);
  assert.deepEqual(plannedRps, [10, 10, 10, 10, 10]);
  assert.deepEqual(achievedRps, [10, 10, 5]);
});

test('the timeline of a day has at most 600 bins and the right rates', () => {
  const progress = createProgress(0);
  progress.take({ type: 'start', phase: 'constant', startMs }, startMs);
  for (let second = 0; second < 86_400; second += 2) {
    progress.take(
      { type: 'outcome', outcome: 'acknowledged', sequence: second, millis: 0, failure: undefined },
      startMs + second * 1000,
    );
  }
  const day = startMs + 86_400_000;
  const { binSeconds, plannedRps, achievedRps } = progress.timeline((second) => second / 2, 86_400, day);
  assert.equal(binSeconds, 256);
  assert.ok(plannedRps.length <= mostBins);
  assert.ok(achievedRps.slice(0, -1).every((rps) => rps === 0.5));
});
