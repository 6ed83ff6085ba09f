import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { labEngine, type Platform } from '../support/platform.ts';
import { openView } from './support/open-view.ts';
import { closeBrowser } from './support/page.ts';

after(closeBrowser);

/** Opens one of the forms, over the real API with the engine in memory. */
async function openForm(
  t: TestContext,
  button: string,
  title: string,
): Promise<{ page: Page; form: Locator; platform: Platform } | undefined> {
  const engine = labEngine();
  for (const name of ['worker-1', 'worker-2', 'worker-3'])
    engine.addNode(name, { labels: { tier: 'worker' } });
  const opened = await openView(t, 'now', { engine });
  if (opened === undefined) return undefined;
  const { page, platform } = opened;
  await page.locator('.view-head').getByRole('button', { name: button }).click();
  const form = page.getByRole('dialog', { name: title });
  await form.locator('.curl').waitFor();
  return { page, form, platform };
}

test('a fault by label, on a draw that its preview names and that it keeps to', async (t) => {
  const opened = await openForm(t, 'Inject fault', 'Inject a fault');
  if (opened === undefined) return;
  const { form, platform } = opened;
  const preview = form.getByRole('region', { name: 'What would be done' });
  await preview.getByText('Choose at least one node.').waitFor();
  assert.ok(await form.getByRole('button', { name: 'Inject fault' }).isDisabled());

  await form.getByLabel('Fault', { exact: true }).selectOption('pause');
  await form.getByText('by label').click();
  await form.getByText('tier=worker').click();
  await preview.getByText('worker-1, worker-2, worker-3').waitFor();

  await form.getByText('Advanced').click();
  await form.getByLabel('Of the nodes that match').selectOption('count');
  await form.getByLabel('How many').fill('2');
  await form.getByLabel('Seed of the draw').fill('7');
  await form.getByLabel('Driver').selectOption('engine');
  await preview.getByText('Asked for by name.').waitFor();
  const told = (await preview.locator('dd').first().textContent())?.split(', ') ?? [];
  assert.equal(told.length, 2);

  await form.getByRole('button', { name: 'Inject fault' }).click();
  await form.waitFor({ state: 'detached' });
  const { faults } = await platform.call('faultList', {});
  assert.deepEqual(faults[0]?.targets, told);
  assert.deepEqual(faults[0]?.selection, { labels: { tier: 'worker' }, count: 2, seed: 7 });
  assert.equal(faults[0]?.driver, 'engine');
});

test('what is wrong with a fault is told at its field, by the form and by the API', async (t) => {
  const opened = await openForm(t, 'Inject fault', 'Inject a fault');
  if (opened === undefined) return;
  const { form } = opened;
  await form.getByRole('group', { name: 'On', exact: true }).getByText('service-a').click();
  await form.getByLabel('Delay (ms)').fill('99999');
  await form.locator('.field.wrong', { hasText: 'Must be at most 60000.' }).waitFor();
  await form.getByLabel('Delay (ms)').fill('50');
  // Only the API knows that jitter is at most the delay.
  await form.getByLabel('Jitter (ms)').fill('70');
  await form.locator('.field.wrong', { hasText: 'Jitter' }).waitFor();
  await form.getByLabel('Jitter (ms)').fill('7');
  await form.locator('.preview dl').waitFor();
  assert.equal(await form.locator('.wrong').count(), 0);
});

test('traffic with headers, a body, further targets and limits', async (t) => {
  const opened = await openForm(t, 'Start traffic', 'Start traffic');
  if (opened === undefined) return;
  const { form, platform } = opened;
  await form.getByText('Request: method').click();
  await form.getByLabel('Method').selectOption('PUT');
  await form.getByRole('button', { name: 'Add' }).first().click();
  await form.getByRole('textbox', { name: 'Header 1' }).fill('Host');
  await form.getByRole('textbox', { name: 'Value 1' }).fill('blue');
  await form.locator('.pairs.wrong', { hasText: 'the platform sets them' }).waitFor();
  await form.getByRole('textbox', { name: 'Header 1' }).fill('x-tenant');
  await form.getByLabel('Body').fill('{"n":{{sequence}}}');
  await form.getByText('Further targets').click();
  await form.getByRole('button', { name: 'Add' }).last().click();
  await form.getByRole('textbox', { name: 'Address 1' }).fill('http://service-b/api/message-b');
  await form.getByRole('textbox', { name: 'Weight 1' }).fill('3');
  await form.getByText('Limits that the run must keep').click();
  await form.getByLabel('p95 (ms)').fill('250');
  await form.getByRole('figure', { name: 'Plan of the load' }).waitFor();
  assert.equal(await form.locator('.wrong').count(), 0);

  await form.getByRole('button', { name: 'Start traffic' }).click();
  await form.waitFor({ state: 'detached' });
  const { runs } = await platform.call('trafficList', {});
  assert.equal(runs[0]?.method, 'PUT');
  assert.match(runs[0]?.thresholds[0]?.threshold ?? '', /p95 .*250/);
});

test('a form that is sent twice while the API has not answered does its work once', async (t) => {
  const opened = await openForm(t, 'Inject fault', 'Inject a fault');
  if (opened === undefined) return;
  const { page, form, platform } = opened;
  await form.getByLabel('Fault', { exact: true }).selectOption('pause');
  await form.getByRole('group', { name: 'On', exact: true }).getByText('worker-1').click();
  await form.locator('.preview dl').waitFor();
  const sent: unknown[] = [];
  page.on('request', (request) => {
    const body = request.postDataJSON() as { dryRun?: boolean } | null;
    if (body !== null && body.dryRun !== true) sent.push(body);
  });
  await form.getByRole('button', { name: 'Inject fault' }).dblclick();
  await form.waitFor({ state: 'detached' });
  await page
    .getByText(/Pause.* on worker-1/)
    .first()
    .waitFor();
  assert.equal(sent.length, 1);
  assert.equal((await platform.call('faultList', {})).faults.length, 1);
});
