import { faultCatalog } from '../../contract/faults/catalog.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Timeline, TimelineFault, TimelineQuery, TimelineRun } from '../../contract/timeline.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { NodeEvents } from './node-events.ts';

/** Seconds that are shown if nobody says how many. */
const usualSeconds = 300;
/** Of each kind at most, the newest ones. */
const mostOfAKind = 500;

/** Answers what happened between two instants. */
export function createTimeline(parts: {
  faults: () => Fault[];
  runs: () => TrafficRun[];
  nodeEvents: NodeEvents;
  now: () => Date;
}): (query: TimelineQuery) => Timeline {
  return (query) => {
    const end = query.end ?? parts.now().getTime() / 1000;
    const start = query.start ?? end - usualSeconds;
    const touches = ({ from, to }: { from: string; to: string | null }): boolean =>
      Date.parse(from) / 1000 <= end && (to === null || Date.parse(to) / 1000 >= start);
    const oldestFirst = (a: { from: string }, b: { from: string }): number => a.from.localeCompare(b.from);
    return {
      start: instant(start),
      end: instant(end),
      faults: parts.faults().map(faultLife).filter(touches).sort(oldestFirst).slice(-mostOfAKind),
      runs: parts.runs().map(runLife).filter(touches).sort(oldestFirst).slice(-mostOfAKind),
      nodeEvents: parts.nodeEvents.list().filter(({ time }) => touches({ from: time, to: time })),
      nodeEventsSince: parts.nodeEvents.since,
    };
  };
}

/** The life of a fault: each of its steps lasts until the next one. */
export function faultLife(fault: Fault): TimelineFault {
  const { id, kind, state, targets, createdAt, endedAt, steps, evidence } = fault;
  return {
    id,
    title: `${faultCatalog[kind].title} on ${targets.join(', ')}`,
    state,
    from: createdAt,
    to: endedAt,
    phases: steps
      .map((step, index) => ({ name: step.state, from: step.time, to: steps[index + 1]?.time ?? endedAt }))
      // The last step of a fault that is over is a moment, not a time.
      .filter(({ name }) => name !== 'ended' && name !== 'failed'),
    kind,
    nodes: targets,
    evidence,
  };
}

/** The life of a run: planned until its job starts, then running until it is over. */
export function runLife({
  id,
  name,
  state,
  targetUrl,
  createdAt,
  startedAt,
  endedAt,
}: TrafficRun): TimelineRun {
  const planned = { name: 'planned', from: createdAt, to: startedAt ?? endedAt };
  const running = startedAt === null ? [] : [{ name: 'running', from: startedAt, to: endedAt }];
  return { id, title: name, state, from: createdAt, to: endedAt, phases: [planned, ...running], targetUrl };
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
