import type { MetricsAnswer } from '../../contract/metrics.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';
import { latestMoment, untilNextMoment, type ScrapeRhythm } from './scrape-rhythm.ts';

/** Queries that are under way at once: Prometheus has the nodes' machine to share. */
const mostAtOnce = 4;
/** Distinct queries that are asked every second at most, for all clients together. */
const mostQueries = 300;

export interface Tick {
  /** Unix seconds. */
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
  setTimeout(action: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setInterval: (action, ms) => setInterval(action, ms).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
  setTimeout: (action, ms) => setTimeout(action, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/**
 * Asks each distinct query once a second, however many listen to it, and nothing while nobody listens. It asks for the
 * moment of a scrape, as soon as Prometheus has stored what that has read: then nothing waits for the next second, and
 * no point is of a moment of which only a part is known.
 */
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

export function createPoller(query: QueryMetrics, rhythm: ScrapeRhythm, clock: Clock = systemClock): Poller {
  const polled = new Map<string, Polled>();
  let timer: unknown;
  let latest = 0;

  function begin(): void {
    schedule();
    void rhythm.renew().then(() => {
      if (timer === undefined) return;
      stop();
      schedule();
    });
  }

  function schedule(): void {
    timer = clock.setTimeout(tick, Math.ceil(untilNextMoment(clock.now(), rhythm.now())));
  }

  function tick(): void {
    void rhythm.renew();
    const moment = latestMoment(clock.now(), rhythm.now());
    schedule();
    // A timer may be early by a fraction of a millisecond, and the rhythm another than before.
    if (moment <= latest) return;
    latest = moment;
    askAll(moment / 1_000);
  }

  function askAll(time: number): void {
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
    clock.clearTimeout(timer);
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
      if (polled.size > 0 && timer === undefined) begin();
      return () => ignore(queries);
    },

    close() {
      polled.clear();
      stop();
    },
  };
}
