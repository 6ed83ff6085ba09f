import type { Browser } from 'playwright-core';
import { chartCount, historySeconds } from './in-browser/workload.ts';
import { heapMb, since, watchMainThread, type Busy } from './main-thread.ts';
import { bundleBench, drawnCanvases, openBench } from './open-bench.ts';

const ticks = 40;
const tickMs = 250;
const runs = 3;

/** What a page costs: one sample for each run, and one for each update of all runs. */
export interface PageCost {
  firstDraws: Busy[];
  updates: Busy[];
  heapsMb: number[];
}

/** Measures the pages that these files of `in-browser/` make, by turns, so that all meet the same machine. */
export async function measurePages(browser: Browser, entries: readonly string[]): Promise<PageCost[]> {
  const scripts = await Promise.all(entries.map(bundleBench));
  const costs = entries.map((): PageCost => ({ firstDraws: [], updates: [], heapsMb: [] }));
  for (let run = 0; run < runs; run++) {
    for (const [index, script] of scripts.entries()) {
      const cost = costs[index];
      if (cost !== undefined) await measureOnce(browser, script, cost);
    }
  }
  return costs;
}

async function measureOnce(browser: Browser, script: string, into: PageCost): Promise<void> {
  const page = await openBench(browser, script);
  const busy = await watchMainThread(page);
  let before = await busy();
  await page.evaluate('bench.draw()');
  // Until nothing is drawn any more.
  await page.waitForTimeout(1_500);
  into.firstDraws.push(since(before, await busy()));
  for (let tick = 1; tick <= ticks; tick++) {
    before = await busy();
    await page.evaluate(`bench.tick(${historySeconds + tick})`);
    await page.waitForTimeout(tickMs);
    into.updates.push(since(before, await busy()));
  }
  into.heapsMb.push(await heapMb(page));
  const drawn = await drawnCanvases(page);
  if (drawn !== chartCount) throw new Error(`${drawn} of ${chartCount} charts are in sight and drawn.`);
  await page.context().close();
}
