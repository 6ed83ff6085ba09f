import type { CDPSession, Page } from 'playwright-core';

/** Milliseconds of a page's main thread: scripts, styles, layout, painting. */
export interface Busy {
  /** What it has worked, whatever else the machine did meanwhile. */
  processorMs: number;
  /** What its tasks took on the clock. */
  wallMs: number;
}

/** Reads for how long the main thread of a page has been busy. */
export async function watchMainThread(page: Page): Promise<() => Promise<Busy>> {
  const [processor, wall] = await Promise.all([
    openSession(page, 'threadTicks'),
    openSession(page, 'timeTicks'),
  ]);
  return async () => ({ processorMs: await taskMs(processor), wallMs: await taskMs(wall) });
}

async function openSession(page: Page, timeDomain: 'threadTicks' | 'timeTicks'): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain });
  return session;
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
}

export function since(before: Busy, after: Busy): Busy {
  return { processorMs: after.processorMs - before.processorMs, wallMs: after.wallMs - before.wallMs };
}

/** Megabytes of JavaScript objects that are still needed. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // Twice: what the first one finalizes goes with the second.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}
