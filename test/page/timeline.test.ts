import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../support/platform.ts';
import { buildPage } from './support/build-page.ts';
import { closeBrowser, goTo, openBrowserPage } from './support/page.ts';

after(closeBrowser);

test('timeline and charts have one time between them: range, zoom, cursor', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const platform = await startPlatform(t, { pageAssets: await buildPage(t) });
  await platform.call('faultCreate', {
    body: { kind: 'pause', targets: { nodes: ['service-b'] }, durationSeconds: 60, driver: 'engine' },
  });
  await goTo(page, 'timeline', platform.url);
  const fault = page.getByRole('button', { name: /pause, service-b/ });
  await fault.waitFor();
  const rows = await page.locator('.timeline-rows').boundingBox();
  assert.ok(rows !== null);
  const at = (share: number): [number, number] => [rows.x + rows.width * share, rows.y + 12];

  await page.mouse.move(...at(0.5));
  await page.locator('.time-cursor').waitFor();
  assert.match((await page.locator('.time-told').textContent()) ?? '', /^\d\d:\d\d:\d\d$/);
  await page.mouse.down();
  await page.mouse.move(...at(0.7), { steps: 3 });
  await page.locator('.time-selection').waitFor();
  await page.mouse.up();
  const back = page.getByRole('button', { name: 'Zoom back' });
  await back.waitFor();

  await page.getByRole('link', { name: 'Charts' }).click();
  await back.click();
  await back.waitFor({ state: 'detached' });
  await page.getByLabel('Range').selectOption('900');

  await page.getByRole('link', { name: 'Timeline' }).click();
  assert.equal(await page.getByLabel('Range').inputValue(), '900');
  // The same by keyboard: to the fault itself.
  await fault.press('Enter');
  await page.getByRole('button', { name: 'Zoom to it' }).press('Enter');
  await back.waitFor();
});
