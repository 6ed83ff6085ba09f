import type { MetricsAnswer } from '../../contract/metrics.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';

/** Milliseconds between two points. */
const tickMs = 1_000;
/** Queries that are under way at once: Prometheus has the nodes' machine to share. */
const mostAtOnce = 4;
/** Distinct queries that are asked every second at most, for all clients together. */
const mostQueries = 300;

export interface Tick {
  /** Unix seconds, whole. */
  time: number;
  answer: MetricsAnswer;
}

export interface Listener {
  onTick(tick: Tick): void;
  onFailure(error: unknown): void;
}

/** Time, which tests replace. */
export interface Clock {
  now(): number;
  setInterval(action: () => void, ms: number): unknown;
  clearInterval(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setInterval: (action, ms) => setInterval(action, ms).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};

/** Asks each distinct query once a second, however many listen to it, and nothing while nobody listens. */
export interface Poller {
  /**
   * Begins to listen to all of these queries; the returned function ends it.
   * @throws ProblemError `live-limit` when too many different queries are asked already.
   */
  listen(queries: ReadonlyMap<string, Listener>): () => void;
  close(): void;
}

interface Polled {
  listeners: Set<Listener>;
  isUnderWay: boolean;
}

export function createPoller(query: QueryMetrics, clock: Clock = systemClock): Poller {
  const polled = new Map<string, Polled>();
  let timer: unknown;

  function tick(): void {
    const time = Math.floor(clock.now() / 1000);
    const due = [...polled].filter(([, { isUnderWay }]) => !isUnderWay);
    const work = due.values();
    // Each worker takes the next query that is left.
    for (let worker = 0; worker < Math.min(mostAtOnce, due.length); worker++) void askEach(work, time);
  }

  async function askEach(work: Iterator<[string, Polled]>, time: number): Promise<void> {
    for (let next = work.next(); next.done !== true; next = work.next()) await ask(...next.value, time);
  }

  async function ask(text: string, entry: Polled, time: number): Promise<void> {
    if (entry.isUnderWay || entry.listeners.size === 0) return;
    entry.isUnderWay = true;
    try {
      const answer = await query({ query: text, time });
      for (const listener of entry.listeners) listener.onTick({ time, answer });
    } catch (error) {
      for (const listener of entry.listeners) listener.onFailure(error);
    } finally {
      entry.isUnderWay = false;
    }
  }

  function ignore(queries: ReadonlyMap<string, Listener>): void {
    for (const [text, listener] of queries) {
      const entry = polled.get(text);
      entry?.listeners.delete(listener);
      if (entry?.listeners.size === 0) polled.delete(text);
    }
    if (polled.size === 0) stop();
  }

  function stop(): void {
    clock.clearInterval(timer);
    timer = undefined;
  }

  return {
    listen(queries) {
      const fresh = [...queries.keys()].filter((text) => !polled.has(text)).length;
      if (polled.size + fresh > mostQueries) {
        throw new ProblemError('live-limit', `${polled.size} queries a second are asked already.`);
      }
      for (const [text, listener] of queries) {
        const entry = polled.get(text) ?? { listeners: new Set(), isUnderWay: false };
        polled.set(text, entry);
        entry.listeners.add(listener);
      }
      if (polled.size > 0) timer ??= clock.setInterval(tick, tickMs);
      return () => ignore(queries);
    },

    close() {
      polled.clear();
      stop();
    },
  };
}
