import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient } from '../../contract/client.ts';
import { startApiProcess } from './support/api-process.ts';
import { closeBrowser, goTo, openBrowserPage } from './support/page.ts';

const token = 'a-token-of-this-test';

after(closeBrowser);

test('a page without a token asks for it, says when it is wrong, and keeps the right one', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const { url } = await startApiProcess(t, { token });
  await goTo(page, 'now', url);
  const prompt = page.getByRole('dialog', { name: 'Token needed' });
  await prompt.getByText('This API wants a token.').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 1, 'however many requests were refused');

  await prompt.getByLabel('Token').fill('wrong');
  await prompt.getByRole('button', { name: 'Use token' }).click();
  await prompt.getByText('The API refused this token.').waitFor();

  await prompt.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
  await prompt.waitFor({ state: 'detached' });
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('section[aria-label="Nodes"]').getByText('service-a').first().waitFor();

  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a prompt for the token that was closed can be had again', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const { url } = await startApiProcess(t, { token });
  await goTo(page, 'now', url);
  const prompt = page.getByRole('dialog', { name: 'Token needed' });
  await prompt.waitFor();
  await page.keyboard.press('Escape');
  await prompt.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Give the token' }).click();
  await prompt.getByLabel('Token').fill(token);
  await prompt.getByRole('button', { name: 'Use token' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
});

test('a page whose API dies says since when it is stale, and is right again without a reload', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const api = await startApiProcess(t);
  const call = createClient({ baseUrl: api.url });
  await goTo(page, 'now', api.url);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.evaluate('window.wasNeverReloaded = true');
  const nodes = page.locator('section[aria-label="Nodes"]');
  await nodes.getByText('service-a').first().waitFor();

  await api.kill();
  await page.getByText(/Not connected since \d\d:\d\d/).waitFor();
  assert.ok(await nodes.getByText('service-a').first().isVisible(), 'what was known is still shown');

  await api.restart();
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 });
  const fault = await call('faultCreate', {
    body: { kind: 'pause', targets: { nodes: ['service-b'] }, durationSeconds: 60, driver: 'engine' },
  });
  assert.ok('state' in fault);
  await page.locator('.mark.fault', { hasText: '1 fault active' }).waitFor();
  assert.equal(await page.evaluate('window.wasNeverReloaded'), true);
});

test('a fault that ended while the API was away is not shown any more', async (t) => {
  const page = await openBrowserPage(t);
  if (page === undefined) return;
  const api = await startApiProcess(t);
  const call = createClient({ baseUrl: api.url });
  await goTo(page, 'now', api.url);
  await page.getByText('Live', { exact: true }).waitFor();
  await call('faultCreate', {
    body: { kind: 'pause', targets: { nodes: ['service-b'] }, durationSeconds: 3, driver: 'engine' },
  });
  const mark = page.locator('.mark.fault');
  await mark.waitFor();
  await api.kill();
  await page.getByText(/Not connected since/).waitFor();
  await api.restart();
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 });
  await mark.waitFor({ state: 'detached' });
});
