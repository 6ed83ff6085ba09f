import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LivePoints } from '../../../contract/panels.ts';
import { readEvents, type EventReader } from '../../support/sse.ts';
import { startLoad, stopLoad } from '../support/load.ts';
import { apiUrl, client } from '../support/platform.ts';

let run: string | undefined;
before(async () => {
  run = await startLoad();
});
after(() => stopLoad(run));

const token = process.env['DSP_API_TOKEN'];
const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };

function follow(panels: string, more = ''): Promise<EventReader> {
  return readEvents(apiUrl, { path: `/api/live?panels=${panels}${more}`, headers });
}

async function nextPoints(reader: EventReader): Promise<LivePoints> {
  const { data } = await reader.next(({ event }) => event === 'points');
  return LivePoints.parse(data);
}

test('a panel has its history first, then a point a second', async (t) => {
  const reader = await follow('dsp-load/served', '&service=service-a&sinceSeconds=60');
  t.after(() => reader.leave());
  const history = await nextPoints(reader);
  assert.ok(history.history);
  assert.deepEqual(
    history.series.map(({ name }) => name),
    ['service-a'],
  );
  let last = history.series[0]?.points.at(-1)?.[0] ?? 0;
  for (let points = 0; points < 4; points++) {
    const live = await nextPoints(reader);
    const [time, value] = live.series[0]?.points[0] ?? [0, null];
    assert.equal(live.history, false);
    assert.ok(time > last && time <= last + 3, `${last}, then ${time}`);
    assert.ok((value ?? 0) > 1, `${value} requests a second`);
    // A point is of the moment at which it is sent.
    assert.ok(Date.now() / 1000 - time < 3, `the point is ${Date.now() / 1000 - time} s old`);
    last = time;
  }
});

test('a point is not sent before all of its time is known: most are what the history says of them later', async (t) => {
  const panel = 'dsp-load/served';
  const reader = await follow(panel, '&sinceSeconds=60');
  t.after(() => reader.leave());
  await nextPoints(reader);
  const sent = new Map<string, number | null>();
  for (let second = 0; second < 10; second++) addPoints(sent, await nextPoints(reader));
  // Two more, so that what belongs to the last one has come if it was late.
  for (let second = 0; second < 2; second++) await nextPoints(reader);
  const later = await follow(panel, '&sinceSeconds=60');
  t.after(() => later.leave());
  const known = addPoints(new Map(), await nextPoints(later));
  const same = [...sent].filter(([point, value]) => known.get(point) === value);
  // One scrape or another takes longer than is waited for, on a busy machine.
  assert.ok(same.length >= 0.7 * sent.size, `${same.length} of ${sent.size} points stayed what they were`);
});

/** Each point by its line and its time. */
function addPoints(points: Map<string, number | null>, { series }: LivePoints): Map<string, number | null> {
  for (const line of series) {
    for (const [time, value] of line.points) points.set(`${line.name} ${time}`, value);
  }
  return points;
}

test('what a run does is asked for by its id, and its plan stands beside it', async (t) => {
  const reader = await follow('dsp-load/rate', `&run=${run}`);
  // Also when something is not as it should be: a stream that is open would keep this process alive.
  t.after(() => reader.leave());
  const { series } = await nextPoints(reader);
  assert.deepEqual(
    series.map(({ name }) => name),
    [`achieved, ${run}`, `planned, ${run}`],
  );
});

test('twenty pages cost Prometheus what one does', async () => {
  const alone = await costOf(1);
  const together = await costOf(20);
  // Others ask as well; without sharing it would be twenty times as much.
  assert.ok(together < alone + 30, `${alone} queries for one page, ${together} for twenty`);
});

/** Queries that Prometheus answers in five seconds while so many pages follow one panel. */
async function costOf(pages: number): Promise<number> {
  const readers = await Promise.all(Array.from({ length: pages }, () => follow('dsp-load/served')));
  await Promise.all(readers.map(nextPoints));
  const before = await queriesAnswered();
  for (let second = 0; second < 5; second++) await Promise.all(readers.map(nextPoints));
  const after = await queriesAnswered();
  readers.forEach((reader) => reader.leave());
  return after - before;
}

async function queriesAnswered(): Promise<number> {
  const answer = await fetch('http://127.0.0.1:9090/metrics', { signal: AbortSignal.timeout(5_000) });
  const counter = /^prometheus_http_requests_total\{.*handler="\/api\/v1\/query".*\} (\S+)$/gm;
  return [...(await answer.text()).matchAll(counter)].reduce((sum, [, value]) => sum + Number(value), 0);
}

test('panels that there are not are a named problem', async () => {
  const answer = await fetch(`${apiUrl}/api/live?panels=dsp-load/none`, { headers });
  assert.equal(answer.status, 400);
  assert.equal(((await answer.json()) as { code: string }).code, 'invalid-request');
});

test('every dashboard is told with its panels', async () => {
  const { dashboards } = await client('panelList', {});
  assert.ok(dashboards.some(({ id }) => id === 'dsp-resilience'));
  assert.ok(dashboards.every(({ panels }) => panels.length > 5));
});
