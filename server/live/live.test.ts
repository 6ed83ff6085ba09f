import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricsAnswer } from '../../contract/metrics.ts';
import type { Dashboard, LivePoints, Panel } from '../../contract/panels.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';
import { fakeClock, settle } from './fake-clock.ts';
import { createLive } from './live.ts';

const panel = (id: string, ...expressions: string[]): Panel => ({
  id,
  title: id,
  teaches: '',
  kind: 'timeseries',
  unit: 'count',
  thresholds: [],
  queries: expressions.map((expression) => ({ expression, legend: '{{node}}' })),
});
const dashboards: Dashboard[] = [
  {
    id: 'd',
    title: '',
    description: '',
    variables: ['node'],
    panels: [panel('a', 'a{node=~"$node"}'), panel('b', 'b'), panel('two', 'b', 'c')],
  },
];

/** What Prometheus knows of its scrapes when it does one 0.25 s after each whole second, which takes it 60 ms. */
function scrapes(now: number): MetricsAnswer {
  const times = [2, 1, 0].map((ago) => Math.floor(now - 0.31) + 0.25 - ago);
  const series = (name: string, value: string): MetricsAnswer['series'][number] => ({
    labels: { __name__: name },
    points: times.map((time) => [time, value]),
  });
  return { resultType: 'matrix', series: [series('up', '1'), series('scrape_duration_seconds', '0.06')] };
}

/** A live view over a Prometheus that counts what it is asked. */
function setUp(answer: () => Promise<string[]> = () => Promise.resolve(['x'])) {
  const clock = fakeClock();
  const asked: (Parameters<QueryMetrics>[0] & { askedAt: number })[] = [];
  const query: QueryMetrics = async (question) => {
    if (question.query.includes('scrape_duration_seconds')) return scrapes(clock.now() / 1_000);
    asked.push({ ...question, askedAt: clock.now() / 1_000 });
    const time = question.time ?? question.end ?? 0;
    const points: [number, string][] = [[time, '1']];
    return {
      resultType: 'vector',
      series: (await answer()).map((node) => ({ labels: { node }, points })),
    };
  };
  const live = createLive({ dashboards, query, clock });
  const instants = () => asked.filter(({ start }) => start === undefined);
  function follow(panels: string, node?: string) {
    const points: LivePoints[] = [];
    const failures: unknown[] = [];
    const sink = {
      points: (each: LivePoints) => points.push(each),
      failed: (error: unknown) => failures.push(error),
    };
    const stop = live.follow({ panels, node, sinceSeconds: 300 }, sink);
    return { points, failures, stop };
  }
  return { clock, asked, instants, follow };
}

test('twenty pages cost one query a second, and one for their history', async () => {
  const { clock, asked, instants, follow } = setUp();
  const pages = Array.from({ length: 20 }, () => follow('d/a'));
  await settle();
  assert.equal(asked.length, 1);
  await clock.second();
  await clock.second();
  assert.equal(instants().length, 2);
  for (const { points } of pages) {
    assert.deepEqual(
      points.map(({ history, series }) => [history, series[0]?.points.length]),
      [
        [true, 1],
        [false, 1],
        [false, 1],
      ],
    );
  }
  pages.forEach(({ stop }) => stop());
});

test('points are of the moments of scrapes, and asked for as soon as Prometheus has stored them', async () => {
  const { clock, asked, instants, follow } = setUp();
  const { points } = follow('d/b');
  await settle();
  await clock.second();
  await clock.second();
  // The clock stands at 1000 s in the beginning: the latest scrape was three quarters of a second ago.
  assert.deepEqual(
    asked.map(({ start, end }) => [start, end]).filter(([start]) => start !== undefined),
    [[699.25, 999.25]],
  );
  assert.deepEqual(
    instants().map(({ time, askedAt }) => [time, askedAt]),
    [
      [1_000.25, 1_000.36],
      [1_001.25, 1_001.36],
    ],
  );
  assert.deepEqual(
    points.map(({ series }) => series[0]?.points[0]?.[0]),
    [999.25, 1_000.25, 1_001.25],
  );
});

test('nothing is asked and no timer runs while nobody looks', async () => {
  const { clock, instants, follow } = setUp();
  assert.equal(clock.timers(), 0);
  const { stop } = follow('d/a,d/b');
  await clock.second();
  assert.equal(instants().length, 2);
  stop();
  assert.equal(clock.timers(), 0);
  await clock.second();
  assert.equal(instants().length, 2);
});

test('panels with the same query share it, also within one page', async () => {
  const { clock, instants, follow } = setUp();
  const { points } = follow('d/b,d/two');
  await settle();
  await clock.second();
  assert.deepEqual(
    instants()
      .map(({ query }) => query)
      .sort(),
    ['b', 'c'],
  );
  assert.equal(points.filter(({ history }) => !history).length, 2);
});

test('another node is another query', async () => {
  const { clock, instants, follow } = setUp();
  follow('d/a', 'x');
  follow('d/a', 'y');
  await clock.second();
  assert.deepEqual(
    instants()
      .map(({ query }) => query)
      .sort(),
    ['a{node=~"x"}', 'a{node=~"y"}'],
  );
});

test('a line that is gone is ended once', async () => {
  let nodes = ['x', 'y'];
  const { clock, follow } = setUp(() => Promise.resolve(nodes));
  const { points } = follow('d/b');
  await settle();
  nodes = ['x'];
  await clock.second();
  await clock.second();
  assert.deepEqual(
    points.slice(1).map(({ series }) => series.map(({ name, points: [point] }) => [name, point?.[1]])),
    [
      [
        ['x', 1],
        ['y', null],
      ],
      [['x', 1]],
    ],
  );
});

test('a Prometheus that does not answer is said once, and its return shows by points', async () => {
  let isDown = true;
  const lost = new ProblemError('telemetry-unreachable');
  const { clock, follow } = setUp(() => (isDown ? Promise.reject(lost) : Promise.resolve(['x'])));
  const { points, failures } = follow('d/b');
  await settle();
  await clock.second();
  await clock.second();
  assert.deepEqual(failures, [lost]);
  isDown = false;
  await clock.second();
  assert.equal(points.length, 1);
});

test('a slow answer is waited for instead of asked for again', async () => {
  let answerNow: (nodes: string[]) => void = () => undefined;
  let asks = 0;
  const { clock, follow } = setUp(() => {
    asks += 1;
    return asks === 1 ? Promise.resolve([]) : new Promise((resolve) => (answerNow = resolve));
  });
  follow('d/b');
  await settle();
  await clock.second();
  await clock.second();
  assert.equal(asks, 2);
  answerNow(['x']);
  await settle();
  await clock.second();
  assert.equal(asks, 3);
});

test('panels that there are not are refused by name', () => {
  const { follow, clock } = setUp();
  assert.throws(
    () => follow('d/a,d/none'),
    (error) => error instanceof ProblemError && error.code === 'invalid-request',
  );
  assert.throws(() => follow(' , '), ProblemError);
  assert.equal(clock.timers(), 0);
});

test('different queries are bounded', () => {
  const { follow } = setUp();
  const followMany = (): void => {
    for (let node = 0; node < 400; node++) follow('d/a', `node-${node}`);
  };
  assert.throws(followMany, (error) => error instanceof ProblemError && error.code === 'live-limit');
});
