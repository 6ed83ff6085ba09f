import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { createClient } from '../../contract/client.ts';
import { atMost, percentile, plain, type Figure } from '../measure.ts';
import { baseUrl, openCharts } from './live-page.ts';

const call = createClient({ baseUrl });
/** Columns of pixels at the right of the plot, where the present is. */
const edgePx = 3;
/** Room that the chart leaves at its right, for the marks of its axis. */
const rightPaddingPx = 25;
const pauseMs = 3_000;

/** Seconds from a fault being active to its band in the canvas of a real page. */
export async function measureBands(
  browser: Browser,
  samples = Number(process.env['DSP_BENCH_SAMPLES'] ?? 16),
): Promise<Figure[]> {
  const page = await openCharts(browser, 'dsp-load');
  const delays: number[] = [];
  for (let taken = 0; taken < samples; taken++) {
    const shown = page.evaluate<number>(waitForBand);
    const id = await injectFault();
    const shownAt = await shown;
    const { activeAt } = await call('faultGet', { params: { id } });
    if (activeAt === null) throw new Error('There was a band of a fault that was never active.');
    delays.push((shownAt - Date.parse(activeAt)) / 1_000);
    await call('faultEnd', { params: { id } });
    await sleep(pauseMs + Math.random() * 1_000);
  }
  await page.context().close();
  return [
    plain('Fault active to its band on the screen, median', percentile(delays, 0.5), 's'),
    atMost('Fault active to its band on the screen, 95th percentile', percentile(delays, 0.95), 1, 's'),
  ];
}

async function injectFault(): Promise<string> {
  const fault = await call('faultCreate', {
    body: { kind: 'latency', params: { delayMs: 1 }, targets: { nodes: ['service-b'] }, durationSeconds: 60 },
  });
  if (!('id' in fault)) throw new Error('The fault was only planned.');
  return fault.id;
}

/**
 * In the page: waits until the right edge of the first chart is filled from top to bottom, which nothing but a band does,
 * and a frame shows it.
 */
const waitForBand = `new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error('The band did not come within 30 s.')), 30000);
  const isFilled = () => {
    // The chart is made anew when it has other lines.
    const canvas = document.querySelector('.chart canvas');
    if (canvas === null) return false;
    const left = canvas.width - ${rightPaddingPx + edgePx} * devicePixelRatio;
    const { data, width, height } = canvas.getContext('2d').getImageData(left, 30, ${edgePx}, 80);
    for (let x = 0; x < width; x++) {
      let filled = 0;
      for (let y = 0; y < height; y++) filled += data[(y * width + x) * 4 + 3] > 0 ? 1 : 0;
      if (filled === height) return true;
    }
    return false;
  };
  const look = () => {
    if (!isFilled()) return requestAnimationFrame(look);
    clearTimeout(timer);
    requestAnimationFrame(() => resolve(Date.now()));
  };
  const begin = () => (isFilled() ? requestAnimationFrame(begin) : look());
  begin();
})`;
