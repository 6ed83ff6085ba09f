import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { openView } from './support/open-view.ts';
import { closeBrowser } from './support/page.ts';

const token = 'a-token-of-this-test';

after(closeBrowser);

test('the link that skips the tabs leads into the view, and does not leave it', async (t) => {
  const { page } = (await openView(t, 'topology')) ?? {};
  if (page === undefined) return;
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to the view' }).press('Enter');
  await eventually('the view has the focus', () =>
    page.evaluate<boolean>("document.activeElement === document.querySelector('main')"),
  );
  assert.equal(await page.locator('main').getAttribute('data-view'), 'topology');
  assert.match(page.url(), /#\/topology$/);
});

test('each view has a title of its own, and is seen from its top', async (t) => {
  const { page } = (await openView(t, 'delivery')) ?? {};
  if (page === undefined) return;
  assert.equal(await page.title(), 'Delivery · Distributed System Platform');
  await page.setViewportSize({ width: 700, height: 300 });
  await page.mouse.move(300, 200);
  await page.mouse.wheel(0, 150);
  await eventually('it is moved', async () => (await topOf(page)) > 0);
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Now' }).click();
  await page.locator('main[data-view="now"] h1').waitFor();
  assert.equal(await page.title(), 'Now · Distributed System Platform');
  assert.equal(await topOf(page), 0);
});

test('a prompt for the token that comes while a form is open stays', async (t) => {
  const { page } = (await openView(t, 'now', { token })) ?? {};
  if (page === undefined) return;
  const prompt = page.getByRole('dialog', { name: 'Token needed' });
  await prompt.waitFor();
  await page.keyboard.type(token);
  await page.keyboard.press('Enter');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('.view-head').getByRole('button', { name: 'Start traffic' }).click();
  await page.getByRole('dialog', { name: 'Start traffic' }).locator('.curl').waitFor();

  await page.evaluate("sessionStorage.setItem('dsp.token', 'no longer valid')");
  // The next question to the API is refused.
  await prompt.waitFor();
  await page.waitForTimeout(500);
  assert.equal(await prompt.count(), 1);
  assert.equal(await page.getByRole('dialog').count(), 1);
});

/** How far down the page is moved, pixels. */
function topOf(page: Page): Promise<number> {
  return page.evaluate('scrollY');
}
