import type { QueryMetrics } from '../metrics/prometheus.ts';

/** Milliseconds between two scrapes of what charts show, as stack/prometheus/prometheus.yaml says. */
const scrapeMs = 1_000;
/** When each of the latest scrapes began, and how long it took. */
const question = '{__name__=~"up|scrape_duration_seconds", job="nodes"}[10s]';
/** For Prometheus to store what it has read, also when it has to wait for a processor: too early costs a second. */
const storeMs = 50;
const mostDelayMs = 500;
/** For so long what was learnt is believed. A Prometheus that was made anew has another rhythm. */
const staysMs = 10_000;

/** In which moment of each second Prometheus scrapes. */
export interface Rhythm {
  /** Milliseconds from the whole second to the scrape. */
  phaseMs: number;
  /** Milliseconds from the scrape until what it has read can be asked for. */
  delayMs: number;
}

const wholeSeconds: Rhythm = { phaseMs: 0, delayMs: storeMs };

/** The latest moment of which everything that was scraped can be asked for, Unix milliseconds. */
export function latestMoment(nowMs: number, { phaseMs, delayMs }: Rhythm): number {
  return Math.floor((nowMs - delayMs - phaseMs) / scrapeMs) * scrapeMs + phaseMs;
}

/** Milliseconds until there is a later one, more than 0. */
export function untilNextMoment(nowMs: number, rhythm: Rhythm): number {
  return latestMoment(nowMs, rhythm) + scrapeMs + rhythm.delayMs - nowMs;
}

/** Knows the rhythm of the scrapes, and asks Prometheus for it once in a while. */
export interface ScrapeRhythm {
  /** What was known last. */
  now(): Rhythm;
  /** Asks if that was long ago. Never fails: without an answer, what was known last stays. */
  renew(): Promise<void>;
}

export function createScrapeRhythm(query: QueryMetrics, now: () => number): ScrapeRhythm {
  let rhythm = wholeSeconds;
  let askedAt = -Infinity;
  let asking = Promise.resolve();

  async function ask(): Promise<void> {
    try {
      rhythm = readRhythm((await query({ query: question })).series) ?? rhythm;
    } catch {
      // Whoever asks for points is told that Prometheus does not answer.
    }
  }

  return {
    now: () => rhythm,
    renew() {
      if (now() - askedAt < staysMs) return asking;
      askedAt = now();
      asking = ask();
      return asking;
    },
  };
}

type Series = Awaited<ReturnType<QueryMetrics>>['series'];

/** Scrapes begin a little late when the machine is busy, and never early: the earliest of them tells the rhythm. */
function readRhythm(series: Series): Rhythm | undefined {
  const pointsOf = (name: string) => series.find(({ labels }) => labels['__name__'] === name)?.points ?? [];
  const tookMs = new Map(
    pointsOf('scrape_duration_seconds').map(([time, took]) => [time, 1_000 * Number(took)]),
  );
  const scrapes = pointsOf('up').map(([time]) => ({
    at: Math.round(1_000 * time),
    took: tookMs.get(time) ?? 0,
  }));
  const last = scrapes.at(-1);
  if (last === undefined) return undefined;
  const late = scrapes.map(({ at }) => remainder(at - last.at + scrapeMs / 2) - scrapeMs / 2);
  const earliest = Math.min(...late);
  const delays = scrapes.map(({ took }, index) => (late[index] ?? 0) - earliest + took);
  return {
    phaseMs: remainder(last.at + earliest),
    delayMs: Math.min(mostDelayMs, Math.ceil(Math.max(...delays)) + storeMs),
  };
}

function remainder(ms: number): number {
  return ((ms % scrapeMs) + scrapeMs) % scrapeMs;
}
