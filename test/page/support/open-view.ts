import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { startPlatform, type Platform, type PlatformOptions } from '../../support/platform.ts';
import { buildPage } from './build-page.ts';
import { goTo, openBrowserPage } from './page.ts';

/**
 * Opens a view over the real API with the engine in memory and no telemetry server to be reached, or skips the test
 * when there is no browser. `prepare` is called before the page is loaded.
 */
export async function openView(
  t: TestContext,
  view: string,
  options: PlatformOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<{ page: Page; platform: Platform } | undefined> {
  const page = await openBrowserPage(t);
  if (page === undefined) return undefined;
  const platform = await startPlatform(t, { ...options, pageAssets: await buildPage(t) });
  await prepare?.(page);
  await goTo(page, view, platform.url);
  return { page, platform };
}
