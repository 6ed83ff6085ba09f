import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { drawArrivals, type DrawnArrivals, type RandomModel } from './drawn-arrivals.ts';
import { momentOf, rateAt, requestsUntil, type RatePiece } from './rate-curve.ts';
import { dueTimes } from './schedule.ts';

const rps = fc.double({ min: 0, max: 10_000, noNaN: true });
const piece: fc.Arbitrary<RatePiece> = fc.record({
  seconds: fc.double({ min: 0.01, max: 5_000, noNaN: true }),
  fromRps: rps,
  toRps: rps,
  curve: fc.constantFrom('linear', 'smooth'),
});
const curve = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .filter((pieces) => pieces.some(({ fromRps, toRps }) => fromRps + toRps > 0.1));
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('the moment of a number of requests is the inverse of the requests until a moment', () => {
  fc.assert(
    fc.property(curve, share, fc.integer({ min: 1, max: 5 }), (pieces, part, rounds) => {
      const seconds = pieces.reduce((sum, { seconds: each }) => sum + each, 0) * rounds;
      const requests = requestsUntil(pieces, seconds) * part;
      const found = requestsUntil(pieces, momentOf(pieces, requests));
      assert.ok(Math.abs(found - requests) <= 1e-6 * (1 + requests), `${found} for ${requests}`);
    }),
  );
});

test('a moment next to the end of a round is a moment', () => {
  const rising = [
    { seconds: 264.17074405742693, fromRps: 0, toRps: 0.48885025910587826, curve: 'linear' as const },
  ];
  const requests = requestsUntil(rising, 5 * 264.17074405742693) * 0.9999999999999998;
  assert.ok(Math.abs(requestsUntil(rising, momentOf(rising, requests)) - requests) < 1e-6);
});

test('requests until a moment are the integral of the rate', () => {
  fc.assert(
    fc.property(curve, (pieces) => {
      const seconds = pieces.reduce((sum, { seconds: each }) => sum + each, 0);
      const steps = 20_000;
      let sum = 0;
      for (let step = 0; step < steps; step++) sum += rateAt(pieces, ((step + 0.5) / steps) * seconds);
      const integral = (sum * seconds) / steps;
      const highest = Math.max(...pieces.flatMap(({ fromRps, toRps }) => [fromRps, toRps]));
      const tolerance = (highest * seconds * 10) / steps + 1e-6;
      assert.ok(Math.abs(requestsUntil(pieces, seconds) - integral) <= tolerance);
    }),
    { numRuns: 30 },
  );
});

test('moments never go back', () => {
  fc.assert(
    fc.property(curve, (pieces) => {
      const due = dueTimes({ type: 'curve', curve: pieces });
      const total = Math.min(500, requestsUntil(pieces, 1e4));
      for (let number = 1; number < total; number++) assert.ok(due(number) >= due(number - 1) - 1e-9);
    }),
  );
});

const model: fc.Arbitrary<RandomModel> = fc.oneof(
  fc.constant<RandomModel>({ type: 'poisson' }),
  fc.record({
    type: fc.constant('bursts' as const),
    burstFactor: fc.double({ min: 1, max: 50, noNaN: true }),
    burstSeconds: fc.double({ min: 0.5, max: 20, noNaN: true }),
    quietSeconds: fc.double({ min: 0.5, max: 20, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('gamma' as const),
    gammaShape: fc.double({ min: 0.1, max: 20, noNaN: true }),
    intervalSeconds: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
);
const drawn: fc.Arbitrary<DrawnArrivals> = fc.record({
  model,
  meanRps: fc.double({ min: 0.1, max: 200, noNaN: true }),
  durationSeconds: fc.integer({ min: 1, max: 60 }),
  seed: fc.nat(),
});

test('drawn arrivals are in order, within the time, and the same for the same seed', () => {
  fc.assert(
    fc.property(drawn, (arrivals) => {
      const moments = drawArrivals(arrivals);
      assert.deepEqual(drawArrivals(arrivals), moments);
      moments.forEach((moment, number) => {
        assert.ok(moment >= (moments[number - 1] ?? 0) && moment <= arrivals.durationSeconds);
      });
    }),
  );
});

test('drawn arrivals come at their mean rate', () => {
  const models: RandomModel[] = [
    { type: 'poisson' },
    { type: 'bursts', burstFactor: 5, burstSeconds: 2, quietSeconds: 8 },
    { type: 'gamma', gammaShape: 0.5, intervalSeconds: 1 },
    { type: 'gamma', gammaShape: 2, intervalSeconds: 1 },
  ];
  for (const each of models) {
    const count = drawArrivals({ model: each, meanRps: 20, durationSeconds: 20_000, seed: 7 }).length;
    assert.ok(Math.abs(count / 400_000 - 1) < 0.05, `${JSON.stringify(each)}: ${count}`);
  }
});

test('other seeds give other arrivals', () => {
  const draw = (seed: number): number[] =>
    drawArrivals({ model: { type: 'poisson' }, meanRps: 10, durationSeconds: 10, seed });
  assert.notDeepEqual(draw(1), draw(2));
});

test('the gaps of Poisson arrivals are exponential (Kolmogorov and Smirnov)', () => {
  const moments = drawArrivals({ model: { type: 'poisson' }, meanRps: 50, durationSeconds: 400, seed: 3 });
  const gaps = moments.map((moment, number) => moment - (moments[number - 1] ?? 0)).sort((a, b) => a - b);
  let distance = 0;
  gaps.forEach((gap, place) => {
    const expected = 1 - Math.exp(-50 * gap);
    distance = Math.max(distance, expected - place / gaps.length, (place + 1) / gaps.length - expected);
  });
  assert.ok(distance < 1.628 / Math.sqrt(gaps.length), `${distance} with ${gaps.length} gaps`);
});

test('drawn arrivals are found by their number, in pieces too', () => {
  const arrivals = { model: { type: 'poisson' as const }, meanRps: 30, durationSeconds: 20, seed: 5 };
  const moments = drawArrivals(arrivals);
  const due = dueTimes({ type: 'drawn', ...arrivals });
  moments.forEach((moment, number) => assert.ok(Math.abs(due(number) - moment) < 1e-6));
  assert.equal(due(moments.length), 20, 'what is beyond the last one never comes early');
});

test('a wave is due all at once', () => {
  const due = dueTimes({ type: 'waves', requests: 3, periodSeconds: 60 });
  assert.deepEqual([0, 1, 2, 3, 5, 6].map(due), [0, 0, 0, 60, 60, 120]);
});
