import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { createClient } from '../../../contract/client.ts';
import { startBrowser } from './chromium.ts';

/** Where the platform and its page are. */
export const baseUrl = process.env['DSP_URL'] ?? 'http://127.0.0.1:5050';
export const call = createClient({ baseUrl });

/** Pictures of the page, kept after the tests. */
export const pictures = join(import.meta.dirname, '..', '..', 'output', 'page');
mkdirSync(pictures, { recursive: true });

export const themes = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'dark', contrast: 'more' },
} as const;
export type ThemeName = keyof typeof themes;

let browser: Promise<Browser | string> | undefined;

/** Pixels. */
const usualSize = { width: 1440, height: 900 };

/** Opens a page of a theme, or skips the test in plain words when there is no browser or no platform. */
export async function openPage(
  t: TestContext,
  theme: ThemeName = 'light',
  size = usualSize,
): Promise<Page | undefined> {
  try {
    await call('healthGet', {});
  } catch {
    t.skip(`There is no platform at ${baseUrl}: npm start.`);
    return undefined;
  }
  return openBrowserPage(t, theme, size);
}

/** Opens an empty page, or skips the test in plain words when there is no browser. */
export async function openBrowserPage(
  t: TestContext,
  theme: ThemeName = 'light',
  size = usualSize,
): Promise<Page | undefined> {
  browser ??= startBrowser();
  const started = await browser;
  if (typeof started === 'string') {
    t.skip(started);
    return undefined;
  }
  const context = await started.newContext({ ...themes[theme], viewport: size });
  const page = await context.newPage();
  page.on('pageerror', (error) => t.diagnostic(`error in the page: ${error.message}`));
  t.after(() => context.close());
  return page;
}

/** To be called after the last test of a file: a browser that runs keeps the process alive. */
export async function closeBrowser(): Promise<void> {
  const started = await browser;
  if (started !== undefined && typeof started !== 'string') await started.close();
}

/** Goes to a view and waits until it is drawn. */
export async function goTo(page: Page, place: string, url = baseUrl): Promise<void> {
  await page.goto(`${url}/#/${place}`);
  await page.locator(`main[data-view="${place.split('?')[0] ?? ''}"] h1`).waitFor({ state: 'attached' });
}
