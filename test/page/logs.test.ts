import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { call, closeBrowser, goTo, openPage } from './support/page.ts';

after(closeBrowser);

/** More than half of the list above its end, pixels. */
const backPx = 600;

test(
  'logs come by themselves; who has scrolled back stays there and is told what came',
  { timeout: 120_000 },
  async (t) => {
    const page = await openPage(t);
    if (page === undefined) return;
    const { parts } = await call('healthGet', {});
    if (parts.find(({ name }) => name === 'loki')?.status !== 'up') {
      t.skip('Loki does not run: that logs are followed was not tested.');
      return;
    }
    await goTo(page, 'logs?node=service-a');
    const list = page.getByRole('log');
    await list.locator('.log').first().waitFor();
    await eventually('the newest line is in sight', async () => (await belowPx(page)) < 5);
    const before = await lastLine(page);
    await eventually('a new line', async () => (await lastLine(page)) !== before);
    assert.ok((await belowPx(page)) < 5, 'the list has followed');

    await page.evaluate(`document.querySelector('.logs').scrollTop -= ${backPx}`);
    const read = await lineAtTop(page);
    const unread = page.getByRole('button', { name: /new lines? ↓/ });
    await unread.waitFor();
    assert.equal(await lineAtTop(page), read, 'what is read has stayed in its place');
    await unread.click();
    await eventually('the newest line is in sight', async () => (await belowPx(page)) < 5);

    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = await lastLine(page);
    await page.waitForTimeout(3_000);
    assert.equal(await lastLine(page), paused);
    await page.getByRole('button', { name: 'Go on live' }).click();
    await eventually('a new line', async () => (await lastLine(page)) !== paused);
  },
);

test('the log of the container itself', { timeout: 60_000 }, async (t) => {
  const page = await openPage(t);
  if (page === undefined) return;
  await goTo(page, 'logs?node=service-a');
  await page.getByLabel('From').selectOption('container');
  await page.getByRole('log').locator('.log').first().waitFor();
  await page.getByLabel('Contains').fill('no container writes this');
  await page.keyboard.press('Enter');
  await page.getByText('The container has written nothing like this.').waitFor();
});

/** How much of the list is below what is in sight. */
function belowPx(page: Page): Promise<number> {
  return page.evaluate(
    "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('.logs'))",
  );
}

function lastLine(page: Page): Promise<string> {
  return page.evaluate("document.querySelector('.logs').lastElementChild.textContent");
}

/** The line that is read: the first one that is in sight. */
function lineAtTop(page: Page): Promise<string> {
  return page.evaluate(
    `(() => {
      const list = document.querySelector('.logs');
      const top = list.getBoundingClientRect().top;
      return [...list.children].find((line) => line.getBoundingClientRect().bottom > top + 1).textContent;
    })()`,
  );
}
