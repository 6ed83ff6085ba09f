import type { Node } from '../../contract/nodes.ts';

/**
 * How long before its end a node's telemetry may still have been unsent, milliseconds: the default delay of the
 * batch processor of the OpenTelemetry SDKs (OTEL_BSP_SCHEDULE_DELAY, 5 s), and as long again to send it.
 */
const unsentMs = 10_000;
/** Blind spots that are kept apart; after that the last one grows. */
const mostSpots = 50;

/** A time in which things may have happened that no span will ever show. Unix milliseconds. */
export interface Spot {
  /** `null`: all nodes. */
  node: string | null;
  fromMs: number;
  toMs: number;
  reason: string;
}

/** Watches for what can swallow telemetry, over the whole life of the platform. */
export interface BlindSpots {
  /** Looks at the new state of a node: one that ended takes with it what it has not sent. */
  nodeChanged(node: Pick<Node, 'name' | 'state' | 'startedAt' | 'exitCode'>): void;
  add(spot: Spot): void;
  /** Those that lie, at least in part, after a time. */
  since(fromMs: number): Spot[];
}

/** Begins to watch; what was before is not known. */
export function createBlindSpots(now: () => Date): BlindSpots {
  const spots: Spot[] = [];
  const lives = new Map<string, { startedAt: string | null; isUp: boolean }>();

  function add(spot: Spot): void {
    const last = spots.at(-1);
    if (spots.length < mostSpots) spots.push(spot);
    else if (last !== undefined) spots[spots.length - 1] = merged(last, spot);
  }

  return {
    add,

    nodeChanged({ name, state, startedAt, exitCode }) {
      const isUp = state !== 'stopped' && state !== 'missing';
      const before = lives.get(name);
      lives.set(name, { startedAt, isUp });
      if (before === undefined || !before.isUp) return;
      const toMs = now().getTime();
      const spot = { node: name, fromMs: toMs - unsentMs, toMs };
      if (!isUp) {
        const how = exitCode === null ? '' : ` with exit code ${exitCode}`;
        add({ ...spot, reason: `${name} ended${how}` });
      } else if (startedAt !== before.startedAt) add({ ...spot, reason: `${name} was restarted` });
    },

    since: (fromMs) => spots.filter(({ toMs }) => toMs > fromMs),
  };
}

function merged(a: Spot, b: Spot): Spot {
  return {
    node: a.node === b.node ? a.node : null,
    fromMs: Math.min(a.fromMs, b.fromMs),
    toMs: Math.max(a.toMs, b.toMs),
    reason: 'too many interruptions to tell them apart',
  };
}
