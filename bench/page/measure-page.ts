import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { percentile } from '../measure.ts';
import { historySeconds } from './in-browser/workload.ts';

const ticks = 40;
const tickMs = 250;
const runs = 3;

/** What one page costs. Medians of three runs, each in a fresh page. */
export interface PageCost {
  firstDrawMs: number;
  updateMs: number;
  heapMb: number;
}

/** Measures the page that this file of `in-browser/` makes. */
export async function measurePage(browser: Browser, entry: string): Promise<PageCost> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'in-browser', entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const costs: PageCost[] = [];
  for (let run = 0; run < runs; run++) costs.push(await measureOnce(browser, script));
  return {
    firstDrawMs: percentile(
      costs.map(({ firstDrawMs }) => firstDrawMs),
      0.5,
    ),
    updateMs: percentile(
      costs.map(({ updateMs }) => updateMs),
      0.5,
    ),
    heapMb: percentile(
      costs.map(({ heapMb }) => heapMb),
      0.5,
    ),
  };
}

async function measureOnce(browser: Browser, script: string): Promise<PageCost> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent('<!doctype html><div id="page"></div>');
  await page.addStyleTag({
    path: join(import.meta.dirname, '..', '..', 'dist', 'server', 'page', 'styles.css'),
  });
  await page.evaluate(script);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const before = await busyMs(session);
  await page.evaluate('bench.draw()');
  await settle(page);
  const drawn = await busyMs(session);
  for (let tick = 1; tick <= ticks; tick++) {
    await page.evaluate(`bench.tick(${historySeconds + tick})`);
    await page.waitForTimeout(tickMs);
  }
  const updated = await busyMs(session);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return {
    firstDrawMs: drawn - before,
    updateMs: (updated - drawn) / ticks,
    heapMb: usedSize / 2 ** 20,
  };
}

/** Milliseconds in which the page's main thread has worked so far: scripts, styles, layout and painting. */
async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
}

/** Waits until nothing is drawn any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(1_500);
}
