import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { atMost, percentile, plain, type Figure } from '../measure.ts';
import { watchStages, type Stages } from './freshness-stages.ts';
import { openCharts } from './live-page.ts';

/** A request that fails shows in a line that is otherwise at zero, whatever traffic there is. */
const failingUrl = process.env['DSP_SERVICE_A'] ?? 'http://127.0.0.1:10001/api/error';
const panel = { id: 'dsp-errors/error-share', title: 'Errors that services answered' };
/** What such a request adds one to. */
const counter = 'traces_span_metrics_calls_total{http_route="/api/error", span_kind="SPAN_KIND_SERVER"}';
/** A failure is seen in a rate for so long, and the next one has to find the line at zero. */
const rateMs = 12_000;

/** The parts of the way, in their order. */
const parts: [keyof Stages, string][] = [
  ['counted', 'until the Collector tells it'],
  ['scraped', 'until Prometheus has read it'],
  ['sent', 'until the API sends the point'],
  ['drawn', 'until it is drawn'],
];

/** Seconds from the answer to a request until the chart of a real page shows its point, and where they went. */
export async function measureFreshness(
  browser: Browser,
  samples = Number(process.env['DSP_BENCH_SAMPLES'] ?? 16),
): Promise<Figure[]> {
  const page = await openCharts(browser, 'dsp-errors');
  const watch = watchStages(panel.id, counter);
  const delays: number[] = [];
  const stages: Stages[] = [];
  for (let taken = 0; taken < samples; taken++) {
    // Not in step with the intervals of export, scrape and page.
    await sleep(rateMs + Math.random() * 1_000);
    const { answeredAt, shownAt } = await failOnce(page);
    delays.push(shownAt - answeredAt);
    const parted = await watch.stagesOf(answeredAt, shownAt);
    if (parted !== undefined) stages.push(parted);
  }
  watch.leave();
  await page.context().close();
  return [
    plain('Request served to its point on the screen, median', percentile(delays, 0.5), 's'),
    atMost('Request served to its point on the screen, 95th percentile', percentile(delays, 0.95), 3, 's'),
    ...parts.flatMap(([part, words]) => {
      const seconds = stages.map((each) => each[part]);
      return [
        plain(`Of it, ${words}, median`, percentile(seconds, 0.5), 's'),
        plain(`Of it, ${words}, 95th percentile`, percentile(seconds, 0.95), 's'),
      ];
    }),
  ];
}

/** Unix seconds. */
async function failOnce(page: Page): Promise<{ answeredAt: number; shownAt: number }> {
  const shown = page.evaluate<number>(waitForRise(panel.title));
  const answer = await fetch(failingUrl, { method: 'POST' });
  const answeredAt = Date.now() / 1_000;
  await answer.arrayBuffer();
  return { answeredAt, shownAt: (await shown) / 1_000 };
}

/** In the page: waits until the sum of what a chart tells rises, and a frame shows it. The legend and the line are
 * drawn in the same frame. */
function waitForRise(title: string): string {
  return `new Promise((resolve, reject) => {
    const values = () => [...document.querySelectorAll('section[aria-label="${title}"] .legend-value')]
      .reduce((sum, each) => sum + (Number.parseFloat(each.textContent) || 0), 0);
    const before = values();
    const timer = setTimeout(() => reject(new Error('The point did not come within 30 s.')), 30000);
    const look = () => {
      if (values() <= before) return requestAnimationFrame(look);
      clearTimeout(timer);
      requestAnimationFrame(() => resolve(Date.now()));
    };
    look();
  })`;
}
