import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fakeVisibility } from './support/fake-visibility.ts';
import { closeBrowser, goTo, openPage } from './support/page.ts';

after(closeBrowser);

test(
  'a hidden page closes its streams and asks nothing; shown again it goes on',
  { timeout: 60_000 },
  async (t) => {
    const page = await openPage(t);
    if (page === undefined) return;
    await page.addInitScript(fakeVisibility);
    const open = new Set<unknown>();
    const asked: string[] = [];
    page.on('request', (request) => {
      asked.push(request.url());
      open.add(request);
    });
    for (const event of ['requestfinished', 'requestfailed'] as const) {
      page.on(event as 'requestfinished', (request) => void open.delete(request));
    }
    await goTo(page, 'charts?dashboard=dsp-errors');
    await page.locator('.legend button').first().waitFor();

    await page.evaluate('setHidden(true)');
    await page.waitForTimeout(1_000);
    assert.equal(open.size, 0, 'streams are closed');
    const before = asked.length;
    await page.waitForTimeout(6_000);
    assert.deepEqual(asked.slice(before), []);

    await page.evaluate('setHidden(false)');
    await page.waitForTimeout(2_000);
    assert.ok(
      asked.some((url) => url.includes('/api/live')) && asked.some((url) => url.includes('/api/events')),
    );
  },
);
