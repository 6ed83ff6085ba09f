import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { startPlatform } from '../support/platform.ts';
import { buildPage } from './support/build-page.ts';
import { closeBrowser, goTo, openBrowserPage } from './support/page.ts';

after(closeBrowser);

/** Opens a view over the real API, with the engine in memory and no telemetry server to be reached. */
async function openView(t: TestContext, view: string): Promise<Page | undefined> {
  const page = await openBrowserPage(t);
  if (page === undefined) return undefined;
  const { url } = await startPlatform(t, { pageAssets: await buildPage(t) });
  await goTo(page, view, url);
  await page.locator('.problem', { hasText: 'Wait until it is up' }).first().waitFor();
  return page;
}

test('without Prometheus nobody says that no service was called', async (t) => {
  const page = await openView(t, 'now');
  if (page === undefined) return;
  assert.equal(await page.getByText('No service was called').count(), 0);
});

test('without Prometheus the map shows the nodes alone, and they can be broken', async (t) => {
  const page = await openView(t, 'topology');
  if (page === undefined) return;
  await page.locator('.map-node', { hasText: 'service-b' }).click();
  await page.getByRole('menuitem', { name: 'Pause …' }).click();
  const form = page.getByRole('dialog', { name: 'Inject a fault' });
  await form.getByText('service-b').first().waitFor();
  assert.equal(await page.getByText('Nobody calls anybody').count(), 0);
});

test('a page that never reached the API does not say that there is nothing', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const { url } = await startPlatform(t, { pageAssets: await buildPage(t) });
  await page.route('**/api/**', (route) => route.abort());
  await goTo(page, 'now', url);
  await page.getByText(/Not connected since/).waitFor();
  assert.equal(await page.getByText('Not known: there is no connection yet.').count(), 3);
  assert.equal(await page.getByText('Failed to fetch').count(), 0);
  await page.locator('.problem', { hasText: 'The Platform API cannot be reached.' }).first().waitFor();
});

test('what could not be read is not still being read', async (t) => {
  for (const view of ['traces', 'logs']) {
    const page = await openView(t, view);
    if (page === undefined) return;
    assert.equal(await page.getByText(/^(Searching|Reading) …$/).count(), 0, view);
  }
});
