import type { Timeline } from '../../contract/timeline.ts';
import type { TimeWindow } from '../charts/time-window.ts';

/** A part of a bar. Unix seconds. */
export interface BarPart extends TimeWindow {
  name: string;
}

/** One line of the timeline. */
export interface Row {
  id: string;
  kind: 'run' | 'fault';
  title: string;
  state: string;
  parts: readonly BarPart[];
}

/** A moment at which something became of a node. */
export interface Mark {
  time: number;
  who: string;
  what: string;
  detail: string | null;
  isBad: boolean;
}

const bad: readonly string[] = ['died', 'removed', 'unhealthy', 'engine-lost', 'restarted', 'paused'];

/** What is told otherwise than the API names it: the row says already that it is the engine. */
const words: Readonly<Record<string, string>> = { 'engine-lost': 'lost', 'engine-back': 'back' };

/** Runs and faults as bars on one axis, in the order in which they began. What goes on reaches to now. */
export function rowsOf({ runs, faults }: Timeline, nowSeconds: number): Row[] {
  const all = [
    ...runs.map((run) => ({ ...run, kind: 'run' as const })),
    ...faults.map((fault) => ({ ...fault, kind: 'fault' as const })),
  ];
  return all
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .map(({ id, kind, title, state, phases }) => ({
      id,
      kind,
      title,
      state,
      parts: phases.map(({ name, from, to }) => ({
        name,
        from: secondsOf(from),
        to: to === null ? nowSeconds : secondsOf(to),
      })),
    }));
}

/** What became of nodes, by node. */
export function marksOf({ nodeEvents }: Timeline): ReadonlyMap<string, readonly Mark[]> {
  const byNode = new Map<string, Mark[]>();
  for (const { time, node, what, detail } of nodeEvents) {
    const who = node ?? 'engine';
    const mark = {
      time: secondsOf(time),
      who,
      what: words[what] ?? what,
      detail,
      isBad: bad.includes(what),
    };
    byNode.set(who, [...(byNode.get(who) ?? []), mark]);
  }
  return byNode;
}

/** Place in a window as a share of it, 0 to 100; what is outside lies at its edge. */
export function percentOf(time: number, { from, to }: TimeWindow): number {
  return Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
}

/** The time at a share of a window, 0 to 1. */
export function timeAt(share: number, { from, to }: TimeWindow): number {
  return from + share * (to - from);
}

/** Round moments for an axis, about `count` of them. */
export function ticksOf({ from, to }: TimeWindow, count: number): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200];
  const step = steps.find((each) => (to - from) / each <= count) ?? 7_200;
  const ticks: number[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return ticks;
}

/** A fault or run with some time before and after it, Unix seconds. What goes on reaches to now. */
export function windowOf({ from, to }: { from: string; to: string | null }, nowSeconds: number): TimeWindow {
  const [begin, end] = [secondsOf(from), to === null ? nowSeconds : secondsOf(to)];
  const margin = Math.max(5, (end - begin) / 2);
  return { from: begin - margin, to: Math.min(nowSeconds, end + margin) };
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
