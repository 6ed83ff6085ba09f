import type { Browser } from 'playwright-core';
import { atMost, plain, type Figure } from '../measure.ts';
import { historySeconds } from './in-browser/workload.ts';
import { heapMb } from './main-thread.ts';
import { bundleBench, openBench } from './open-bench.ts';

/** Minutes of the page's life at whose end its memory is read. */
const minutes = [1, 5, 10] as const;
/** Milliseconds for a second: time goes fast, and each second is still drawn in a frame of its own. */
const secondMs = 40;
/** Points of an hour are cut off in portions; two portions of all lines are no growth. */
const mostGrowthMb = 1;

/** How the memory of a page goes on that shows 40 lines of an hour and gets a point a second, ten minutes long. */
export async function measureMemory(browser: Browser): Promise<Figure[]> {
  const page = await openBench(browser, await bundleBench('ours.tsx'));
  await page.evaluate(`bench.draw(${historySeconds})`);
  await page.waitForTimeout(1_500);
  const heaps: number[] = [];
  let second = 0;
  for (const minute of minutes) {
    for (; second < minute * 60; second++) {
      await page.evaluate(`bench.tick(${historySeconds + second + 1})`);
      await page.waitForTimeout(secondMs);
    }
    heaps.push(await heapMb(page));
  }
  await page.context().close();
  const [first = Number.NaN, , last = Number.NaN] = heaps;
  return [
    ...minutes.map((minute, index) =>
      plain(`Heap after ${minute} min of updates`, heaps[index] ?? Number.NaN, 'MB'),
    ),
    atMost('Growth from minute 1 to 10', last - first, mostGrowthMb, 'MB'),
  ];
}
