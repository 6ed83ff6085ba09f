import type { BlindSpot, Delivery } from '../../contract/delivery.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { faultPlace, faultTitle } from '../faults/fault-words.ts';
import type { TimeWindow } from './time-window.ts';

/** A time that is marked on every chart. Unix seconds. */
export interface Band extends TimeWindow {
  kind: 'fault' | 'run' | 'lost';
  id: string;
  title: string;
  /** Bands of a kind that overlap are in different lanes, so that their names can be read. */
  lane: number;
}

export interface BandSources {
  faults: readonly Fault[];
  runs: readonly TrafficRun[];
  deliveries: Iterable<Delivery>;
  nowSeconds: number;
}

/** The bands that touch a window: faults while they were active, runs while they sent, and lost telemetry. */
export function bandsOf({ faults, runs, deliveries, nowSeconds }: BandSources, window: TimeWindow): Band[] {
  const spots = mergeSpots([...deliveries].flatMap(({ blindSpots }) => blindSpots));
  const all = [
    ...faults.map((fault) => ({
      kind: 'fault' as const,
      id: fault.id,
      title: `${faultTitle(fault)}, ${faultPlace(fault)}`,
      ...spanOf(fault.activeAt, fault.endedAt, nowSeconds),
    })),
    ...runs.map((run) => ({
      kind: 'run' as const,
      id: run.id,
      title: run.name,
      ...spanOf(run.startedAt, run.endedAt, nowSeconds),
    })),
    ...spots.map(({ node, from, to, reason }) => ({
      kind: 'lost' as const,
      id: `${node ?? ''} ${from}`,
      title: `telemetry lost${node === null ? '' : `, ${node}`}: ${reason}`,
      ...spanOf(from, to, nowSeconds),
    })),
  ];
  return inLanes(all.filter(({ from, to }) => to > window.from && from < window.to && to >= from));
}

/** Whether a fault has to do with the node or service that is looked at. Without one, all have. */
export function concerns(
  { targets, scope }: Pick<Fault, 'targets' | 'scope'>,
  about: Readonly<Record<string, string>>,
): boolean {
  const asked = [about['node'], about['service']].filter(
    (name): name is string => name !== undefined && name !== '',
  );
  const touched = [...targets, ...(scope?.peers?.nodes ?? [])];
  return asked.length === 0 || asked.some((name) => touched.includes(name));
}

/** What has not begun has no time at all. */
function spanOf(from: string | null, to: string | null, nowSeconds: number): TimeWindow {
  if (from === null) return { from: Infinity, to: -Infinity };
  return { from: Date.parse(from) / 1000, to: to === null ? nowSeconds : Date.parse(to) / 1000 };
}

/** Several runs tell of the same blind spot. */
function mergeSpots(spots: readonly BlindSpot[]): BlindSpot[] {
  const merged: BlindSpot[] = [];
  for (const spot of spots.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const same = merged.find(({ node, to }) => node === spot.node && to >= spot.from);
    if (same === undefined) merged.push({ ...spot });
    else if (spot.to > same.to) same.to = spot.to;
  }
  return merged;
}

/** Gives every band the first lane that is free in its kind. */
function inLanes(bands: readonly Omit<Band, 'lane'>[]): Band[] {
  const ends = new Map<string, number>();
  return bands
    .toSorted((a, b) => a.from - b.from)
    .map((band) => {
      let lane = 0;
      while ((ends.get(`${band.kind} ${lane}`) ?? -Infinity) > band.from) lane++;
      ends.set(`${band.kind} ${lane}`, band.to);
      return { ...band, lane };
    });
}

/** The times that are covered by any of them, each once. */
export function mergeTimes(times: readonly TimeWindow[]): TimeWindow[] {
  const merged: TimeWindow[] = [];
  for (const { from, to } of times.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
