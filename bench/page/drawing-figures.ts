import type { Browser } from 'playwright-core';
import { atMost, percentile, plain, type Figure } from '../measure.ts';
import { historySeconds } from './in-browser/workload.ts';
import type { Busy } from './main-thread.ts';
import { measurePages, type PageCost } from './measure-page.ts';

/** What the page shows first. Every second moves the lines by two pixels, so that all charts are drawn anew. */
const shortSeconds = 300;
const targets = { firstDrawMs: 150, updateMs: 8, heapMb: 60 };

/** What drawing costs this page, and the same with Chart.js. */
export async function drawingFigures(browser: Browser): Promise<Figure[]> {
  const entries = ['ours.tsx', 'chart-js.ts'];
  const [ours, chartJs] = await measurePages(browser, entries, historySeconds);
  const [oursShort, chartJsShort] = await measurePages(browser, entries, shortSeconds);
  if (!ours || !chartJs || !oursShort || !chartJsShort) throw new Error('Nothing was measured.');
  const median = (samples: Busy[], of: keyof Busy): number => medianOf(samples.map((each) => each[of]));
  return [
    atMost(
      'This page: first draw, main thread',
      median(ours.firstDraws, 'processorMs'),
      targets.firstDrawMs,
      'ms',
    ),
    atMost(
      'This page: one live update, main thread',
      median(ours.updates, 'processorMs'),
      targets.updateMs,
      'ms',
    ),
    atMost('This page: first draw, until all is on the screen', shownMs(ours), targets.firstDrawMs, 'ms'),
    ...restOf('This page', ours),
    atMost('This page: JavaScript heap', medianOf(ours.heapsMb), targets.heapMb, 'MB'),
    plain('Chart.js: first draw, main thread', median(chartJs.firstDraws, 'processorMs'), 'ms'),
    plain('Chart.js: first draw, until all is on the screen', shownMs(chartJs), 'ms'),
    plain('Chart.js: one live update, main thread', median(chartJs.updates, 'processorMs'), 'ms'),
    ...restOf('Chart.js', chartJs),
    plain('Chart.js: JavaScript heap', medianOf(chartJs.heapsMb), 'MB'),
    plain(
      'This page: one live update of five minutes, main thread',
      median(oursShort.updates, 'processorMs'),
      'ms',
    ),
    plain(
      'Chart.js: one live update of five minutes, main thread',
      median(chartJsShort.updates, 'processorMs'),
      'ms',
    ),
    ...(['processorMs', 'wallMs'] as const).map((of) =>
      plain(
        `Chart.js needs for an update, times what this page needs${clock(of)}`,
        median(chartJs.updates, of) / median(ours.updates, of),
        '',
      ),
    ),
  ];
}

function restOf(who: string, { firstDraws, updates }: PageCost): Figure[] {
  const walls = updates.map(({ wallMs }) => wallMs);
  return [
    plain(
      `${who}: one live update, main thread, 95th percentile`,
      percentile(
        updates.map(({ processorMs }) => processorMs),
        0.95,
      ),
      'ms',
    ),
    plain(
      `${who}: first draw, tasks of the main thread on the clock`,
      medianOf(firstDraws.map(({ wallMs }) => wallMs)),
      'ms',
    ),
    plain(`${who}: one live update, on the clock`, medianOf(walls), 'ms'),
    plain(`${who}: one live update, on the clock, 95th percentile`, percentile(walls, 0.95), 'ms'),
  ];
}

function shownMs({ firstDraws }: PageCost): number {
  return medianOf(firstDraws.map((each) => each.shownMs));
}

function clock(of: keyof Busy): string {
  return of === 'wallMs' ? ', on the clock' : '';
}

function medianOf(samples: readonly number[]): number {
  return percentile([...samples], 0.5);
}
