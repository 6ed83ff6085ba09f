import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { fakeVisibility } from '../../test/page/support/fake-visibility.ts';
import { docker } from '../../test/stack/support/docker.ts';
import { atMost, plain, type Figure } from '../measure.ts';
import { openCharts } from './live-page.ts';

const pageCount = 20;
const watchedMs = 10_000;
/** Histories are read before anything is counted. */
const settleMs = 5_000;
const mostMore = 1.1;

/** What Prometheus itself counts of the queries it answers, with no page, one, twenty, and one that is hidden. */
export async function measurePages(browser: Browser): Promise<Figure[]> {
  const idle = await queriesASecond();
  const first = await openCharts(browser, 'dsp-load');
  const one = (await settledQueries()) - idle;
  const others: Page[] = [];
  while (others.length < pageCount - 1) others.push(await openCharts(browser, 'dsp-load'));
  const many = (await settledQueries()) - idle;
  for (const page of others) await page.context().close();
  await first.evaluate(`${fakeVisibility} setHidden(true)`);
  const hidden = (await settledQueries()) - idle;
  await first.context().close();
  return [
    plain('Queries of Prometheus for one page', one, '/s'),
    plain(`Queries of Prometheus for ${pageCount} pages`, many, '/s'),
    atMost(`${pageCount} pages ask, times what one asks`, many / one, mostMore, ''),
    atMost('A hidden page asks, share of a shown one', Math.max(0, hidden / one), 0.05, ''),
  ];
}

async function settledQueries(): Promise<number> {
  await sleep(settleMs);
  return queriesASecond();
}

async function queriesASecond(): Promise<number> {
  const before = await countQueries();
  await sleep(watchedMs);
  return ((await countQueries()) - before) / (watchedMs / 1_000);
}

/** Read from the container itself: Prometheus is not published. */
async function countQueries(): Promise<number> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}';
  const addresses = (await docker(['inspect', '--format', format, 'dsp-prometheus-1'])).trim().split(' ');
  const text = await (await fetch(`http://${addresses[0] ?? ''}:9090/metrics`)).text();
  const counts = text.matchAll(
    /^prometheus_http_requests_total\{[^}]*handler="\/api\/v1\/query(?:_range)?"[^}]*\} (\S+)$/gm,
  );
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
