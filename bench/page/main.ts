/**
 * Measures the live page: 40 lines of an hour at one point a second, beside the same with Chart.js in the same run; its
 * memory over ten minutes; and, where a platform runs, how soon it shows what happens and what it asks.
 * `npm run bench:page [-- drawing memory freshness bands pages]`; needs Chromium and `npm run build`.
 */
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../test/page/support/chromium.ts';
import { atMost, type Figure } from '../measure.ts';
import { machine, printTable, writeJson } from '../report.ts';
import { drawingFigures } from './drawing-figures.ts';
import { measureBands } from './measure-bands.ts';
import { measureFreshness } from './measure-freshness.ts';
import { measureMemory } from './measure-memory.ts';
import { measurePages as measureManyPages } from './measure-pages.ts';
import { writeSection } from './write-section.ts';

const mostBundleKb = 250;

/** Parts in their order; each has a table of its own. */
const parts: Record<string, (browser: Browser) => Promise<Figure[]>> = {
  drawing: async (browser) => [
    ...(await drawingFigures(browser)),
    atMost('Bundle of the page, compressed', await bundleKb(), mostBundleKb, 'KB'),
  ],
  memory: measureMemory,
  freshness: measureFreshness,
  bands: measureBands,
  pages: measureManyPages,
};

const asked = process.argv.slice(2);
const chosen = Object.entries(parts).filter(([name]) => asked.length === 0 || asked.includes(name));
const browser = await startBrowser();
if (typeof browser === 'string') {
  console.error(browser);
  process.exit(1);
}
console.log(`\n${machine()}\n`);
for (const [name, measure] of chosen) {
  const before = loadavg()[0] ?? 0;
  const figures = await measure(browser);
  const load = `load ${before.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  printTable(figures);
  console.log(`\n${name}, machine: ${load}. Written to ${writeJson(`page-${name}`, figures)}\n`);
  await writeSection(`The page: ${name} (\`npm run bench:page -- ${name}\`)`, sectionOf(figures, load));
}
await browser.close();

function sectionOf(figures: readonly Figure[], load: string): string {
  const rows = figures.map(
    ({ what, value, unit, target }) => `| ${what} | ${words(value, unit)} | ${target} |`,
  );
  return [`Machine: ${load}.`, '', '| What | Measured | Target |', '| --- | --- | --- |', ...rows].join('\n');
}

function words(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}

/** All that a browser loads, as gzip would send it. */
async function bundleKb(): Promise<number> {
  const folder = join(import.meta.dirname, '..', '..', 'dist', 'server', 'page');
  const files = await Promise.all(
    ['main.js', 'styles.css', 'index.html'].map((file) => readFile(join(folder, file))),
  );
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024;
}
