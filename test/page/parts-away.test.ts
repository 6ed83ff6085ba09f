import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { openView } from './support/open-view.ts';
import { closeBrowser } from './support/page.ts';

after(closeBrowser);

/** Opens a view, and waits until it says that something is away. */
async function openWithoutParts(t: TestContext, view: string): Promise<Page | undefined> {
  const { page } = (await openView(t, view)) ?? {};
  await page?.locator('.problem', { hasText: 'Wait until it is up' }).first().waitFor();
  return page;
}

test('without Prometheus nobody says that no service was called', async (t) => {
  const page = await openWithoutParts(t, 'now');
  if (page === undefined) return;
  assert.equal(await page.getByText('No service was called').count(), 0);
});

test('without Prometheus the map shows the nodes alone, and they can be broken', async (t) => {
  const page = await openWithoutParts(t, 'topology');
  if (page === undefined) return;
  await page.locator('.map-node', { hasText: 'service-b' }).click();
  await page.getByRole('menuitem', { name: 'Pause …' }).click();
  const form = page.getByRole('dialog', { name: 'Inject a fault' });
  await form.getByText('service-b').first().waitFor();
  assert.equal(await page.getByText('Nobody calls anybody').count(), 0);
});

test('a page that never reached the API does not say that there is nothing', async (t) => {
  const opened = await openView(t, 'now', {}, (page) => page.route('**/api/**', (route) => route.abort()));
  if (opened === undefined) return;
  const { page } = opened;
  await page.getByText(/Not connected since/).waitFor();
  assert.equal(await page.getByText('Not known: there is no connection yet.').count(), 3);
  assert.equal(await page.getByText('Failed to fetch').count(), 0);
  await page.locator('.problem', { hasText: 'The Platform API cannot be reached.' }).first().waitFor();
});

test('what could not be read is not still being read', async (t) => {
  for (const view of ['traces', 'logs']) {
    const page = await openWithoutParts(t, view);
    if (page === undefined) return;
    assert.equal(await page.getByText(/^(Searching|Reading) …$/).count(), 0, view);
  }
});
