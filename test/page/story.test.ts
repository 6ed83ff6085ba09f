import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { call, closeBrowser, goTo, openPage } from './support/page.ts';

const edge = '[data-edge="service-a → service-b"]';
const delayMs = 250;
/** The page reads rates over ten seconds, so that a change needs some time to be seen in full. */
const slowMs = 60_000;

after(closeBrowser);

test(
  'start traffic, delay the edge A→B by its menu, see it, and stop it',
  { timeout: 240_000 },
  async (t) => {
    const page = await openPage(t);
    if (page === undefined) return;
    page.setDefaultTimeout(slowMs);
    t.after(() => cleanUp());

    await goTo(page, 'now');
    await page.getByRole('button', { name: 'Start traffic' }).click();
    const form = page.getByRole('dialog', { name: 'Start traffic' });
    await form.getByLabel('Rate (requests/s)').fill('20');
    await form.getByLabel('Duration (s)').fill('180');
    await form.getByRole('figure', { name: 'Plan of the load' }).waitFor();
    assert.match((await form.locator('.curl code').textContent()) ?? '', /^curl .*traffic\/start --json/);
    await form.getByRole('button', { name: 'Start traffic' }).click();
    await form.waitFor({ state: 'detached' });
    await page.locator('.item.current').first().waitFor();

    await goTo(page, 'topology');
    await page.locator(`${edge}:not(.quiet)`).waitFor();
    const before = await p95Of(page);
    await page.locator(edge).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Latency …' }).press('Enter');
    const fault = page.getByRole('dialog', { name: 'Inject a fault' });
    assert.equal(await fault.getByLabel('Direction').inputValue(), 'egress');
    await fault.getByLabel('Delay (ms)').fill(String(delayMs));
    await fault.getByLabel('Duration (s)').fill('120');
    await fault.getByRole('button', { name: 'Inject fault' }).click();
    await fault.waitFor({ state: 'detached' });

    await page.locator(`${edge}.faulty`).waitFor();
    assert.match(
      (await page.locator(edge).getAttribute('aria-label')) ?? '',
      /a known fault: .*latency 250 ms/,
    );
    await eventually('the edge is slow', async () => (await p95Of(page)) > before + delayMs / 2);

    await goTo(page, 'charts?dashboard=dsp-errors');
    await page
      .locator('.band-key .fault', { hasText: 'latency 250 ms' })
      .first()
      .waitFor({ state: 'attached' });
    await eventually('the chart is slow', async () => (await legendMs(page)) > delayMs / 2);

    await goTo(page, 'now');
    await page.getByRole('button', { name: 'Stop latency 250 ms' }).click();
    await page.locator('.item.fault', { hasText: 'latency 250 ms' }).waitFor({ state: 'detached' });
    await goTo(page, 'topology');
    await eventually(
      'the edge is not marked',
      async () => !/latency 250 ms/.test((await page.locator(edge).getAttribute('aria-label')) ?? ''),
    );
    await eventually('the edge is fast again', async () => (await p95Of(page)) < delayMs / 2);
  },
);

/** 95th percentile that the edge shows, milliseconds. */
async function p95Of(page: Page): Promise<number> {
  const label = (await page.locator(edge).getAttribute('aria-label')) ?? '';
  return toMs(/p95 ([\d.]+) (ms|s|µs)/.exec(label));
}

/** 95th percentile of the calls of service-a, as the legend of its chart tells it, milliseconds. */
async function legendMs(page: Page): Promise<number> {
  const panel = page.getByRole('region', { name: 'Latency of calls, 95th percentile' });
  const text = (await panel.locator('.legend button', { hasText: 'service-b' }).first().textContent()) ?? '';
  return toMs(/([\d.]+) (ms|s|µs)$/.exec(text));
}

function toMs(match: RegExpExecArray | null): number {
  const [, value = 'NaN', unit = ''] = match ?? [];
  return Number(value) * ({ s: 1_000, ms: 1, µs: 0.001 }[unit] ?? Number.NaN);
}

/** Ends what this test began, and nothing else. */
async function cleanUp(): Promise<void> {
  const { faults } = await call('faultList', {});
  const ours = faults.filter(({ params, state }) => params['delayMs'] === delayMs && state === 'active');
  const { runs } = await call('trafficList', {});
  const run = runs.find(({ state, durationSeconds }) => state === 'running' && durationSeconds === 180);
  await Promise.all([
    ...ours.map(({ id }) => call('faultEnd', { params: { id } })),
    ...(run === undefined ? [] : [call('trafficDelete', { params: { id: run.id } })]),
  ]);
}
