import type { Dashboard, LivePoints, LiveQuery, Panel } from '../../contract/panels.ts';
import type { MetricsAnswer } from '../../contract/metrics.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';
import { fillQuery } from './fill-query.ts';
import { findPanels, type FoundPanel } from './find-panels.ts';
import { createHistory, rangeOf, type Range } from './history.ts';
import { endLines, linesOf } from './points.ts';
import { createPoller, systemClock, type Clock, type Listener } from './poller.ts';
import { createScrapeRhythm, latestMoment } from './scrape-rhythm.ts';

/** Panels of a client whose history is read at once. */
const historiesAtOnce = 3;

/** To whom the points of a client go. */
export interface LiveSink {
  points(points: LivePoints): void;
  /** Prometheus cannot be asked. Called once until it can be again. */
  failed(error: unknown): void;
}

/** Panels as they go on. */
export interface Live {
  /**
   * Sends the history of the panels, then a point a second, until the returned function is called.
   * @throws ProblemError `invalid-request` for panels that there are not, `live-limit` for too many.
   */
  follow(query: LiveQuery, sink: LiveSink): () => void;
  close(): void;
}

export function createLive(parts: {
  dashboards: readonly Dashboard[];
  query: QueryMetrics;
  clock?: Clock;
}): Live {
  const { dashboards, clock = systemClock } = parts;
  const rhythm = createScrapeRhythm(parts.query, () => clock.now());
  const poller = createPoller(parts.query, rhythm, clock);
  const readHistory = createHistory(parts.query);

  return {
    follow(query, sink) {
      const range = (): Range => rangeOf(query.sinceSeconds, latestMoment(clock.now(), rhythm.now()) / 1_000);
      const followed = findPanels(dashboards, query.panels).map((found) =>
        followPanel(found, query, range, sink),
      );
      const stop = poller.listen(mergeListeners(followed.map(({ listeners }) => listeners)));
      let hasLeft = false;
      const left = followed.values();
      /** One panel after the other, so that neither Prometheus nor a slow client is flooded. */
      async function sendHistories(): Promise<void> {
        await rhythm.renew();
        for (const { sendHistory } of left) if (!hasLeft) await sendHistory(readHistory);
      }
      for (let reader = 0; reader < historiesAtOnce; reader++) void sendHistories();
      return () => {
        hasLeft = true;
        stop();
      };
    },
    close: () => poller.close(),
  };
}

/** One panel of one client: what it listens to, and how its history is sent. Nothing live is sent before that. */
function followPanel({ id, panel }: FoundPanel, variables: LiveQuery, rangeNow: () => Range, sink: LiveSink) {
  const texts = panel.queries.map(({ expression }) => fill(expression, panel, variables, 1));
  const latest = new Map<string, { time: number; answer: MetricsAnswer }>();
  let names: ReadonlySet<string> | undefined;
  let sentTime = 0;
  let hasFailed = false;

  function failed(error: unknown): void {
    if (!hasFailed) sink.failed(error);
    hasFailed = true;
  }

  function send(series: LivePoints['series'], history: boolean): void {
    hasFailed = false;
    names = new Set(series.filter(({ points }) => points.at(-1)?.[1] !== null).map(({ name }) => name));
    if (history || series.length > 0) sink.points({ panel: id, history, series });
  }

  /** A point is sent when all queries of the panel were answered for its second. */
  function sendWhenComplete(time: number): void {
    const answers = texts.map((text) => latest.get(text));
    if (names === undefined || time <= sentTime || answers.some((each) => each?.time !== time)) return;
    sentTime = time;
    const lines = linesOf(withLegends(panel, answers as { answer: MetricsAnswer }[]));
    send(endLines(lines, names, time), false);
  }

  const listener = (text: string): Listener => ({
    onTick({ time, answer }) {
      latest.set(text, { time, answer });
      sendWhenComplete(time);
    },
    onFailure: failed,
  });

  return {
    listeners: new Map(texts.map((text) => [text, listener(text)])),
    async sendHistory(read: ReturnType<typeof createHistory>): Promise<void> {
      const range = rangeNow();
      sentTime = range.end;
      const past = panel.queries.map(({ expression }) => fill(expression, panel, variables, range.step));
      try {
        const answers = await Promise.all(past.map(async (text) => ({ answer: await read(text, range) })));
        send(linesOf(withLegends(panel, answers)), true);
      } catch (error) {
        failed(error);
        names = new Set();
      }
      // What was answered meanwhile.
      sendWhenComplete(Math.max(...[...latest.values()].map(({ time }) => time)));
    },
  };
}

function fill(
  expression: string,
  { minStepSeconds }: Panel,
  variables: LiveQuery,
  stepSeconds: number,
): string {
  return fillQuery(expression, variables, { stepSeconds, minStepSeconds });
}

function withLegends({ queries }: Panel, answers: readonly { answer: MetricsAnswer }[]) {
  return answers.map(({ answer }, index) => ({ answer, legend: queries[index]?.legend ?? '' }));
}

/** Two panels of a client may ask the same; both are told. */
function mergeListeners(all: readonly ReadonlyMap<string, Listener>[]): Map<string, Listener> {
  const merged = new Map<string, Listener[]>();
  for (const listeners of all) {
    for (const [text, listener] of listeners) merged.set(text, [...(merged.get(text) ?? []), listener]);
  }
  const tellAll = (listeners: Listener[]): Listener => ({
    onTick: (tick) => listeners.forEach((each) => each.onTick(tick)),
    onFailure: (error) => listeners.forEach((each) => each.onFailure(error)),
  });
  return new Map([...merged].map(([text, listeners]) => [text, tellAll(listeners)]));
}
