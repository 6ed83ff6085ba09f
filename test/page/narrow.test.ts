import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, goTo, openPage, pictures } from './support/page.ts';

/** As wide as the sidebar of an editor, or a small phone, pixels. */
const narrow = { width: 360, height: 760 };
const views = ['now', 'charts?dashboard=dsp-errors', 'topology', 'timeline', 'traces', 'logs', 'delivery'];
const drawnMs = 2_500;

after(closeBrowser);

test('nothing overflows a narrow page, in any view', { timeout: 120_000 }, async (t) => {
  const page = await openPage(t, 'light', narrow);
  if (page === undefined) return;
  for (const view of views) {
    await goTo(page, view);
    await page.waitForTimeout(drawnMs);
    assert.equal(await widthOf(page), narrow.width, view);
    assert.ok(await page.locator('nav a[aria-current]').isVisible());
    await page.screenshot({ path: join(pictures, `${view.split('?')[0] ?? view}-narrow.png`) });
  }
});

test('the forms fit a narrow page', { timeout: 60_000 }, async (t) => {
  const page = await openPage(t, 'dark', narrow);
  if (page === undefined) return;
  await goTo(page, 'now');
  for (const [button, dialog] of [
    ['Start traffic', 'Start traffic'],
    ['Inject fault', 'Inject a fault'],
  ] as const) {
    await page.locator('.view-head').getByRole('button', { name: button }).click();
    const form = page.getByRole('dialog', { name: dialog });
    await form.locator('.curl').waitFor();
    for (const summary of await form.locator('form > details > summary').all()) await summary.click();
    const box = await form.boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= narrow.width, dialog);
    const moved: unknown = await page.evaluate(
      "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('dialog'))",
    );
    assert.equal(moved, 0, `${dialog} is moved sideways`);
    await page.screenshot({
      path: join(pictures, `${dialog.toLowerCase().replaceAll(' ', '-')}-narrow.png`),
    });
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }
});

/** Width of all that there is, also of what would have to be moved to be seen. */
function widthOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth');
}
