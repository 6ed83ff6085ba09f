import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

/** So high that all charts are in sight at once, for both pages. */
const viewport = { width: 1440, height: 2_200 };

/** The script of one file of `in-browser/`, with all that it needs. */
export async function bundleBench(entry: string): Promise<string> {
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
  return outputFiles[0]?.text ?? '';
}

/** Opens an empty page that has the script and the styles of ours. */
export async function openBench(browser: Browser, script: string): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.setContent('<!doctype html><div id="page"></div>');
  await page.addStyleTag({
    path: join(import.meta.dirname, '..', '..', 'dist', 'server', 'page', 'styles.css'),
  });
  await page.evaluate(script);
  return page;
}

/** Canvases that lie within sight as a whole and show something. */
export async function drawnCanvases(page: Page): Promise<number> {
  return page.evaluate<number>(`
    [...document.querySelectorAll('canvas')].filter((canvas) => {
      const { top, bottom } = canvas.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight || canvas.width === 0) return false;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    }).length
  `);
}
