import { join } from 'node:path';
import { after, test } from 'node:test';
import { closeBrowser, goTo, openPage, pictures, themes, type ThemeName } from './support/page.ts';

const views = [
  'now',
  'charts?dashboard=dsp-errors',
  'topology',
  'timeline',
  'traces',
  'logs',
  'delivery',
] as const;
/** Until the history of the charts, and the answers of the other views, are drawn. */
const drawnMs = 3_000;

after(closeBrowser);

for (const theme of Object.keys(themes) as ThemeName[]) {
  test(`pictures of every view, ${theme}`, { timeout: 120_000 }, async (t) => {
    const page = await openPage(t, theme);
    if (page === undefined) return;
    for (const view of views) {
      await goTo(page, view);
      await page.waitForTimeout(drawnMs);
      await page.screenshot({ path: join(pictures, `${view.split('?')[0] ?? view}-${theme}.png`) });
    }
  });
}
