import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { TrafficRequest } from '../../../contract/traffic/request.ts';
import { dueTimes } from '../../../k6/schedule/schedule.ts';
import { plannedRates } from './planned-rates.ts';
import type { SeededRequest } from './shape.ts';
import { planOf } from './shapes.ts';

const rate = (most: number) => fc.double({ min: 0.1, max: most, noNaN: true });
const seconds = (most: number) => fc.integer({ min: 1, max: most });

const constant = fc.record({ type: fc.constant('constant') });
const ramp = fc.record({
  type: fc.constant('ramp'),
  fromRps: rate(50),
  toRps: rate(200),
  upSeconds: seconds(60),
  holdSeconds: seconds(60),
  downSeconds: seconds(60),
  curve: fc.constantFrom('linear', 'smooth'),
});
const spikes = fc.record({
  type: fc.constant('spikes'),
  baseRps: rate(20),
  peakRps: rate(200),
  peakSeconds: fc.double({ min: 0.1, max: 5, noNaN: true }),
  edgeSeconds: fc.constantFrom(0, 0.5, 2),
  periodSeconds: fc.integer({ min: 9, max: 40 }),
  count: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
});
const stochastic = fc.record({
  type: fc.constant('stochastic'),
  model: fc.constantFrom('poisson', 'bursts', 'gamma'),
  meanRps: rate(100),
});
const batch = fc.record({
  type: fc.constant('batch'),
  requests: fc.integer({ min: 1, max: 500 }),
  workers: fc.integer({ min: 1, max: 50 }),
  waves: fc.integer({ min: 1, max: 10 }),
  periodSeconds: seconds(60),
});

const request = fc
  .record({
    scenario: fc.oneof(constant, ramp, spikes, stochastic, batch),
    rps: rate(200),
    durationSeconds: seconds(200),
    timeoutMs: fc.integer({ min: 10, max: 10_000 }),
    maxVirtualUsers: fc.integer({ min: 1, max: 2_000 }),
    seed: fc.nat(),
  })
  .map((given) => TrafficRequest.parse({ targetUrl: 'http://service-a/', ...given }) as SeededRequest);

test('a plan integrates to its total', () => {
  fc.assert(
    fc.property(request, (given) => {
      const plan = planOf(given);
      const { binSeconds, plannedRps } = plannedRates(plan, 3600);
      const last = plan.durationSeconds - (plannedRps.length - 1) * binSeconds;
      const total = plannedRps.reduce(
        (sum, rps, bin) => sum + rps * (bin === plannedRps.length - 1 ? last : binSeconds),
        0,
      );
      // Curves are rounded to whole messages, rates to thousandths.
      const tolerance = 0.5 + 0.0006 * plan.durationSeconds;
      assert.ok(plan.plannedRequests <= 1 || Math.abs(total - plan.plannedRequests) <= tolerance);
    }),
  );
});

test('the same seed gives the same plan, message by message', () => {
  fc.assert(
    fc.property(request, (given) => {
      const [one, other] = [planOf(given), planOf(given)];
      assert.ok(one.schedule !== null && other.schedule !== null);
      assert.deepEqual(one.schedule, other.schedule);
      const [due, again] = [dueTimes(one.schedule), dueTimes(other.schedule)];
      for (let number = 0; number < Math.min(200, one.plannedRequests); number++) {
        assert.equal(due(number), again(number));
      }
    }),
  );
});

test('every message is due in order, within the duration, and where the plan says', () => {
  fc.assert(
    fc.property(request, (given) => {
      const plan = planOf(given);
      assert.ok(plan.schedule !== null);
      const due = dueTimes(plan.schedule);
      let before = 0;
      for (let number = 0; number < Math.min(300, plan.plannedRequests); number++) {
        const moment = due(number);
        assert.ok(moment >= before - 1e-6 && moment <= plan.durationSeconds + 1e-6);
        if (plan.plannedRequests > 1) {
          assert.ok(plan.requestsUntil(moment + 1e-3) >= number + 0.5 - 1e-3, `message ${number}`);
        }
        before = moment;
      }
    }),
  );
});

test('a rate too low for one request within the duration still sends one, in time', () => {
  const plan = planOf(
    TrafficRequest.parse({ targetUrl: 'http://a/', rps: 0.1, durationSeconds: 1, seed: 1 }) as SeededRequest,
  );
  assert.equal(plan.plannedRequests, 1);
  assert.ok(plan.schedule !== null && dueTimes(plan.schedule)(0) <= 1);
});

test('virtual users stay within their bound and are enough for what can be under way', () => {
  fc.assert(
    fc.property(request, fc.double({ min: 0, max: 200, noNaN: true }), (given, second) => {
      const plan = planOf(given);
      assert.ok(plan.maxVirtualUsers >= 1 && plan.maxVirtualUsers <= given.maxVirtualUsers);
      if (plan.isClosed || plan.maxVirtualUsers === given.maxVirtualUsers) return;
      const underWay = plan.requestsUntil(second + given.timeoutMs / 1000) - plan.requestsUntil(second);
      assert.ok(underWay <= plan.maxVirtualUsers);
    }),
  );
});

test('a spike is at the end of its period', () => {
  const scenario = { type: 'spikes', baseRps: 5, peakRps: 100, peakSeconds: 5, periodSeconds: 30, count: 2 };
  const plan = planOf(TrafficRequest.parse({ targetUrl: 'http://a/', scenario, seed: 1 }) as SeededRequest);
  const { plannedRps } = plannedRates(plan, 3600);
  assert.equal(plan.durationSeconds, 60);
  assert.deepEqual(plannedRps.slice(23, 31), [5, 5, 100, 100, 100, 100, 100, 5]);
});

test('long plans have fewer, longer bins', () => {
  const plan = planOf(
    TrafficRequest.parse({
      targetUrl: 'http://a/',
      rps: 10,
      durationSeconds: 86_400,
      seed: 1,
    }) as SeededRequest,
  );
  const { binSeconds, plannedRps } = plannedRates(plan, 3600);
  assert.equal(binSeconds, 32);
  assert.ok(plannedRps.length <= 3600 && plannedRps.every((rps) => rps === 10));
});
