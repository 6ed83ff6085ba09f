import type { BlindSpot, Delivery } from '../../contract/delivery.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { faultPlace, faultTitle } from '../../contract/words/fault-words.ts';
import type { TimeWindow } from './time-window.ts';

/** A time that is marked on every chart. Unix seconds. */
export interface Band extends TimeWindow {
  kind: 'fault' | 'run' | 'lost';
  id: string;
  title: string;
  /** Bands of a kind that overlap are in different lanes, so that their names can be read. */
  lane: number;
  /** Whether it goes on, and ends at the present only because that is where the chart ends. */
  isOpen: boolean;
}

/** A band as it is known, before anybody has asked for a time. */
export type KnownBand = Pick<Band, 'kind' | 'id' | 'title' | 'from'> & { to: number | null };

export interface BandSources {
  faults: readonly Fault[];
  runs: readonly TrafficRun[];
  blindSpots: readonly BlindSpot[];
}

/** All bands that there are: faults while they were active, runs while they sent, and lost telemetry. */
export function knownBands({ faults, runs, blindSpots }: BandSources): KnownBand[] {
  return [
    ...faults.flatMap((fault) =>
      bandOf('fault', fault.id, `${faultTitle(fault)}, ${faultPlace(fault)}`, fault.activeAt, fault.endedAt),
    ),
    ...runs.flatMap((run) => bandOf('run', run.id, run.name, run.startedAt, run.endedAt)),
    ...mergeSpots(blindSpots).flatMap(({ node, from, to, reason }) => {
      const title = `telemetry lost${node === null ? '' : `, ${node}`}: ${reason}`;
      return bandOf('lost', `${node ?? ''} ${from}`, title, from, to);
    }),
  ];
}

/** What has not begun has no band. */
function bandOf(
  kind: Band['kind'],
  id: string,
  title: string,
  from: string | null,
  to: string | null,
): KnownBand[] {
  if (from === null) return [];
  const seconds = { from: Date.parse(from) / 1000, to: to === null ? null : Date.parse(to) / 1000 };
  return seconds.to !== null && seconds.to < seconds.from ? [] : [{ kind, id, title, ...seconds }];
}

/**
 * The bands that touch a window. In a window that goes up to the present, what has just begun is at its end already:
 * points are a second late, and a fault should not be.
 */
export function bandsIn(
  known: readonly KnownBand[],
  window: TimeWindow,
  nowSeconds: number,
  isLive = false,
): Band[] {
  const bands = known.map((band) => ({
    ...band,
    from: isLive && band.from <= nowSeconds ? Math.min(band.from, window.to) : band.from,
    to: band.to ?? Math.max(nowSeconds, window.to),
    isOpen: band.to === null,
  }));
  return inLanes(
    bands.filter(({ from, to }) => to > window.from && (from < window.to || (isLive && from === window.to))),
  );
}

/** The bands of a window, as they are drawn. */
export interface ShownBands {
  /** Times of which telemetry was lost, each once. */
  lost: readonly TimeWindow[];
  /** Times in which there was any fault, each once. */
  broken: readonly TimeWindow[];
  faults: readonly Band[];
  runs: readonly Band[];
}

/** Sorts bands for who draws them: once, not once for each chart. */
export function toDraw(bands: readonly Band[]): ShownBands {
  const ofKind = (kind: Band['kind']): Band[] => bands.filter((band) => band.kind === kind);
  const faults = ofKind('fault');
  return { lost: mergeTimes(ofKind('lost')), broken: mergeTimes(faults), faults, runs: ofKind('run') };
}

/** The blind spots of all accounts. */
export function blindSpotsOf(deliveries: Iterable<Delivery>): BlindSpot[] {
  return [...deliveries].flatMap(({ blindSpots }) => blindSpots);
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
