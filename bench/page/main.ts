/**
 * Measures the live page: 40 lines of an hour at one point a second, beside the same with Chart.js in the same run.
 * `tsx bench/page/main.ts`; needs Chromium and `npm run build`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../../test/page/support/chromium.ts';
import { atMost, plain, type Figure } from '../measure.ts';
import { machine, printTable, writeJson } from '../report.ts';
import { measurePage, type PageCost } from './measure-page.ts';

const targets = { firstDrawMs: 150, updateMs: 8, heapMb: 60, bundleKb: 250 };

const browser = await startBrowser();
if (typeof browser === 'string') {
  console.error(browser);
  process.exit(1);
}
const ours = await measurePage(browser, 'ours.tsx');
const chartJs = await measurePage(browser, 'chart-js.ts');
await browser.close();

const figures: Figure[] = [
  ...figuresOf('This page', ours, targets),
  ...figuresOf('Chart.js', chartJs, undefined),
  limited('Bundle of the page, compressed', await bundleKb(), 'KB', targets.bundleKb),
];
console.log(`\n${machine()}\n`);
printTable(figures);
console.log(`\nWritten to ${writeJson('page', figures)}`);

function figuresOf(who: string, cost: PageCost, limits: typeof targets | undefined): Figure[] {
  return [
    limited(`${who}: first draw, main thread`, cost.firstDrawMs, 'ms', limits?.firstDrawMs),
    limited(`${who}: one live update, main thread`, cost.updateMs, 'ms', limits?.updateMs),
    limited(`${who}: JavaScript heap`, cost.heapMb, 'MB', limits?.heapMb),
  ];
}

function limited(what: string, value: number, unit: string, limit: number | undefined): Figure {
  return limit === undefined ? plain(what, value, unit) : atMost(what, value, limit, unit);
}

/** All that a browser loads, as gzip would send it. */
async function bundleKb(): Promise<number> {
  const folder = join(import.meta.dirname, '..', '..', 'dist', 'server', 'page');
  const files = await Promise.all(
    ['main.js', 'styles.css', 'index.html'].map((file) => readFile(join(folder, file))),
  );
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024;
}
