import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../contract/delivery.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import {
  bandsIn,
  blindSpotsOf,
  concerns,
  knownBands,
  mergeTimes,
  toDraw,
  type BandSources,
} from './bands.ts';

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

function fault(id: string, activeAt: number | null, endedAt: number | null): Fault {
  return {
    id,
    kind: 'latency',
    params: { delayMs: 200 },
    targets: ['service-b'],
    scope: null,
    activeAt: activeAt === null ? null : at(activeAt),
    endedAt: endedAt === null ? null : at(endedAt),
  } as unknown as Fault;
}

const run = { id: 'r-1', name: 'steady', startedAt: at(100), endedAt: at(160) } as unknown as TrafficRun;
const window = { from: 90, to: 200 };
const none: BandSources = { faults: [], runs: [], blindSpots: [] };
const bandsOf = (sources: BandSources, within = window) => bandsIn(knownBands(sources), within, 200);

test('a fault is a band from its evidence to its end, or until now', () => {
  const bands = bandsOf({ ...none, faults: [fault('f-1', 110, 130), fault('f-2', 150, null)] });
  assert.deepEqual(
    bands.map(({ id, from, to, title }) => [id, from, to, title]),
    [
      ['f-1', 110, 130, 'latency 200 ms, service-b'],
      ['f-2', 150, 200, 'latency 200 ms, service-b'],
    ],
  );
});

test('what never held, and what is out of sight, has no band', () => {
  const faults = [fault('f-failed', null, 120), fault('f-old', 10, 80), fault('f-later', 210, 220)];
  assert.deepEqual(bandsOf({ ...none, faults }), []);
});

test('bands that overlap are in different lanes, kind by kind', () => {
  const faults = [
    fault('f-1', 100, 150),
    fault('f-2', 120, 130),
    fault('f-3', 140, 160),
    fault('f-4', 155, 158),
  ];
  const lanes = bandsOf({ ...none, faults, runs: [run] }).map(({ id, lane }) => [id, lane]);
  assert.deepEqual(Object.fromEntries(lanes), { 'f-1': 0, 'r-1': 0, 'f-2': 1, 'f-3': 1, 'f-4': 0 });
});

test('a blind spot that several runs tell of is one band', () => {
  const spot = (from: number, to: number) => ({
    node: 'service-b',
    from: at(from),
    to: at(to),
    reason: 'killed',
  });
  const deliveries = [
    { blindSpots: [spot(100, 110)] },
    { blindSpots: [spot(105, 120)] },
  ] as unknown as Delivery[];
  const bands = bandsOf({ ...none, blindSpots: blindSpotsOf(deliveries) });
  assert.deepEqual(
    bands.map(({ kind, from, to, title }) => [kind, from, to, title]),
    [['lost', 100, 120, 'telemetry lost, service-b: killed']],
  );
});

test('who looks at one node sees the faults that have to do with it', () => {
  const onLink = {
    targets: ['a'],
    scope: { direction: 'egress', protocol: 'any', peers: { nodes: ['b'] } },
  } satisfies Pick<Fault, 'targets' | 'scope'>;
  assert.equal(concerns(onLink, {}), true);
  assert.equal(concerns(onLink, { service: '' }), true);
  assert.equal(concerns(onLink, { node: 'a' }), true);
  assert.equal(concerns(onLink, { service: 'b' }), true);
  assert.equal(concerns(onLink, { node: 'c' }), false);
});

test('times that overlap are one, those apart stay apart', () => {
  const times = [
    { from: 5, to: 9 },
    { from: 1, to: 3 },
    { from: 2, to: 4 },
    { from: 6, to: 7 },
  ];
  assert.deepEqual(mergeTimes(times), [
    { from: 1, to: 4 },
    { from: 5, to: 9 },
  ]);
});

test('what begins before the points of its second is at the end of a live chart at once', () => {
  const known = knownBands({ ...none, faults: [fault('f-1', 200.4, null)] });
  assert.deepEqual(bandsIn(known, window, 200.5), []);
  const [band] = bandsIn(known, window, 200.5, true);
  assert.deepEqual([band?.from, band?.to, band?.isOpen], [200, 200.5, true]);
  assert.deepEqual(bandsIn(known, window, 200.3, true), []);
});

test('what several faults have in common is drawn once', () => {
  const faults = [fault('f-1', 100, 150), fault('f-2', 120, 170)];
  const { broken, faults: each, lost, runs } = toDraw(bandsOf({ ...none, faults, runs: [run] }));
  assert.deepEqual([broken, each.length, lost.length, runs.length], [[{ from: 100, to: 170 }], 2, 0, 1]);
});
