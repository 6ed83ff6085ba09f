import type { Browser } from 'playwright-core';
import { chartCount, historySeconds } from './in-browser/workload.ts';
import { heapMb, since, watchMainThread, type Busy } from './main-thread.ts';
import { bundleBench, drawnCanvases, openBench } from './open-bench.ts';

const ticks = 40;
const tickMs = 250;
const runs = 3;

/** What it costs to draw everything for the first time. */
export interface FirstDraw extends Busy {
  /** Milliseconds on the clock from having all data to the frame that shows all charts. */
  shownMs: number;
}

/** What a page costs: one sample for each run, and one for each update of all runs. */
export interface PageCost {
  firstDraws: FirstDraw[];
  updates: Busy[];
  heapsMb: number[];
}

/** Measures the pages that these files of `in-browser/` make, by turns, so that all meet the same machine. */
export async function measurePages(
  browser: Browser,
  entries: readonly string[],
  shownSeconds: number,
): Promise<PageCost[]> {
  const pages = await Promise.all(
    entries.map(async (entry) => ({
      script: await bundleBench(entry),
      cost: { firstDraws: [], updates: [], heapsMb: [] } satisfies PageCost,
    })),
  );
  for (let run = 0; run < runs; run++) {
    for (const { script, cost } of pages) await measureOnce(browser, { script, shownSeconds }, cost);
  }
  return pages.map(({ cost }) => cost);
}

async function measureOnce(
  browser: Browser,
  { script, shownSeconds }: { script: string; shownSeconds: number },
  into: PageCost,
): Promise<void> {
  const page = await openBench(browser, script);
  const busy = await watchMainThread(page);
  let before = await busy();
  const shownMs = await page.evaluate<number>(drawAndWait(shownSeconds));
  // Until nothing is drawn any more.
  await page.waitForTimeout(1_500);
  into.firstDraws.push({ ...since(before, await busy()), shownMs });
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

/** In the page: draws, and waits for the frame after the one in which the last chart was made. */
function drawAndWait(shownSeconds: number): string {
  return `new Promise((resolve) => {
    const begin = performance.now();
    const look = () => {
      if (document.querySelectorAll('#page canvas').length < ${chartCount}) return requestAnimationFrame(look);
      requestAnimationFrame(() => resolve(performance.now() - begin));
    };
    bench.draw(${shownSeconds});
    requestAnimationFrame(look);
  })`;
}
