import { createClient } from '../../contract/client.ts';
import type { LivePoints } from '../../contract/panels.ts';
import { problemError } from '../../contract/wire/call-error.ts';
import { followStream } from '../../contract/wire/follow-stream.ts';
import { baseUrl } from './live-page.ts';

const call = createClient({ baseUrl });

/** Seconds that the point of a request was in each part of its way. */
export interface Stages {
  /** From the answer until the Collector tells the count that has it in it: the service's batch, then the flush. */
  counted: number;
  /** Until Prometheus has read that count. */
  scraped: number;
  /** Until a point made of it comes out of the API. */
  sent: number;
  /** Until it is drawn. */
  drawn: number;
}

/** Takes apart the way of requests that the screen has shown, while it follows a panel beside the page. */
export interface StageWatch {
  /** Times in Unix seconds. Undefined when Prometheus does not tell enough. */
  stagesOf(answeredAt: number, shownAt: number): Promise<Stages | undefined>;
  leave(): void;
}

/** `panel` is followed; `counter` is the series that a request adds one to. */
export function watchStages(panel: string, counter: string): StageWatch {
  const arrivals: { at: number; sum: number }[] = [];
  const leave = followStream(
    (init) => fetch(`${baseUrl}/api/live?panels=${panel}&sinceSeconds=10`, init),
    {
      onEvent({ event, data }) {
        if (event !== 'points') return;
        const { series } = data as LivePoints;
        arrivals.push({
          at: Date.now() / 1_000,
          sum: series.reduce((sum, { points }) => sum + (points.at(-1)?.[1] ?? 0), 0),
        });
        arrivals.splice(0, arrivals.length - 60);
      },
    },
    problemError,
  );
  return {
    leave,
    async stagesOf(answeredAt, shownAt) {
      const counts = await samples(counter);
      const before = counts.findLast(([time]) => time <= answeredAt)?.[1] ?? 0;
      const counted = counts.find(([time, value]) => time > answeredAt && value > before)?.[0];
      const scraped = (await samples('up{job="nodes"}')).find(([time]) => time >= (counted ?? Infinity))?.[0];
      const quiet = arrivals.findLast(({ at }) => at <= answeredAt)?.sum ?? 0;
      const sent = arrivals.find(({ at, sum }) => at > answeredAt && sum > quiet)?.at;
      if (counted === undefined || scraped === undefined || sent === undefined) return undefined;
      return {
        counted: counted - answeredAt,
        scraped: scraped - counted,
        sent: sent - scraped,
        drawn: shownAt - sent,
      };
    },
  };
}

/** The samples of the last seconds as they were taken, of all series together at each time. */
async function samples(selector: string): Promise<[number, number][]> {
  const { series } = await call('metricsQuery', { query: { query: `${selector}[40s]` } });
  const sums = new Map<number, number>();
  for (const { points } of series) {
    for (const [time, value] of points) sums.set(time, (sums.get(time) ?? 0) + Number(value));
  }
  return [...sums].sort(([one], [other]) => one - other);
}
