import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { closeBrowser, goTo, openPage, themes, type ThemeName } from './support/page.ts';

const views = ['now', 'charts?dashboard=dsp-errors', 'topology', 'timeline', 'traces', 'logs', 'delivery'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const grave: readonly unknown[] = ['serious', 'critical'];

after(closeBrowser);

for (const theme of Object.keys(themes) as ThemeName[]) {
  test(`no serious accessibility fault in any view, ${theme}`, { timeout: 180_000 }, async (t) => {
    const page = await openPage(t, theme);
    if (page === undefined) return;
    const found: string[] = [];
    for (const view of views) {
      await goTo(page, view);
      await page.waitForTimeout(1_500);
      found.push(...(await faultsOf(page)).map((fault) => `${view}: ${fault}`));
    }
    assert.deepEqual(found, []);
  });
}

test('no serious accessibility fault in the forms', { timeout: 120_000 }, async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  await goTo(page, 'now');
  for (const [button, dialog] of [
    ['Start traffic', 'Start traffic'],
    ['Inject fault', 'Inject a fault'],
  ] as const) {
    await page.locator('.view-head').getByRole('button', { name: button }).click();
    const form = page.getByRole('dialog', { name: dialog });
    await form.locator('.curl').waitFor();
    assert.deepEqual(await faultsOf(page), [], dialog);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }
});

/** What axe finds, in short. The debugger brings it in: the page itself lets nobody put a script in. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const result = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return result.violations
    .filter(({ impact }) => grave.includes(impact))
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
