import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { closeBrowser, goTo, openPage } from './support/page.ts';

/** Every whole drawing of a chart begins with clearing its canvas. */
const countDrawings = `
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...place) {
    this.canvas.dataset.drawings = String(Number(this.canvas.dataset.drawings ?? 0) + 1);
    return clear.apply(this, place);
  };
`;
const lookMs = 4_000;

after(closeBrowser);

test(
  'a chart is drawn when it is scrolled to, and not any more when it is out of sight',
  { timeout: 120_000 },
  async (t) => {
    const page = await openCharts(t);
    if (page === undefined) return;
    const charts = page.locator('.chart');
    const [first, last] = [charts.first(), charts.last()];
    await eventually('what is in sight is drawn', async () => (await drawingsOf(first)) > 0);
    assert.equal(await last.locator('canvas').count(), 0, 'what is far below is not there at all');

    await last.scrollIntoViewIfNeeded();
    await eventually('it is drawn', async () => (await drawingsOf(last)) > 0);
    const before = await drawingsOf(first);
    const lastBefore = await drawingsOf(last);
    await page.waitForTimeout(lookMs);
    assert.equal(await drawingsOf(first), before, 'what is out of sight rests');
    assert.ok((await drawingsOf(last)) > lastBefore, 'what is in sight goes on');

    await first.scrollIntoViewIfNeeded();
    await eventually('it goes on', async () => (await drawingsOf(first)) > before);
  },
);

test('a paused chart stands still, and goes on live', { timeout: 120_000 }, async (t) => {
  const page = await openCharts(t);
  if (page === undefined) return;
  const chart = page.locator('.chart').first();
  await eventually('it is drawn', async () => (await drawingsOf(chart)) > 0);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForTimeout(500);
  const before = await drawingsOf(chart);
  await page.waitForTimeout(lookMs);
  assert.equal(await drawingsOf(chart), before);
  await page.getByRole('button', { name: 'Go on live' }).click();
  await eventually('it goes on', async () => (await drawingsOf(chart)) > before);
});

test('all charts have one cursor', { timeout: 120_000 }, async (t) => {
  const page = await openCharts(t);
  if (page === undefined) return;
  const charts = page.locator('.chart');
  await eventually('two are drawn', async () => (await drawingsOf(charts.nth(1))) > 0);
  const over = await charts.first().locator('.u-over').boundingBox();
  assert.ok(over !== null);
  await page.mouse.move(over.x + over.width / 2, over.y + over.height / 2);
  await eventually('both are at the same time', async () => {
    const [one, other] = [await cursorX(charts.first()), await cursorX(charts.nth(1))];
    // Charts move by whole columns of pixels, and not all in the same second.
    return one > 10 && Math.abs(one - other) <= 2;
  });
});

/** Where the cursor of a chart is, pixels from the left of its plot. */
async function cursorX(chart: Locator): Promise<number> {
  const style = (await chart.locator('.u-cursor-x').getAttribute('style')) ?? '';
  return Number(/translate\((-?[\d.]+)px/.exec(style)?.[1] ?? Number.NaN);
}

async function openCharts(t: Parameters<typeof openPage>[0]): Promise<Page | undefined> {
  const page = await openPage(t);
  await page?.addInitScript(countDrawings);
  if (page === undefined) return undefined;
  await goTo(page, 'charts?dashboard=dsp-errors');
  await page.locator('.legend button').first().waitFor();
  return page;
}

/** How often a chart was drawn; 0 when there is none. */
async function drawingsOf(chart: Locator): Promise<number> {
  const canvas = chart.locator('canvas');
  if ((await canvas.count()) === 0) return 0;
  return Number((await canvas.getAttribute('data-drawings')) ?? 0);
}
