import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import { readEngineState } from '../../extension/platform/engine-state.ts';
import { eventually } from '../page/support/eventually.ts';
import { root } from '../runner/command.ts';
import { pauseCheckoutPlatform } from './support/checkout-platform.ts';
import { startEditor } from './support/editor.ts';
import { openLaboratory } from './support/laboratory.ts';
import { prepare } from './support/prepare.ts';
import { runCommand } from './support/quick-input.ts';
import { closeBrowser, openWorkbench, picture, webview } from './support/workbench.ts';

after(closeBrowser);

const slowPanel = 'Latency of calls, 95th percentile';
/** Another one each time: the platform remembers the faults of earlier runs. */
const delayMs = 250 + (process.pid % 100);
/** A platform whose images are there is up in half a minute; one whose images are not takes as long as they do. */
const startMs = 1_200_000;
const stopMs = 120_000;

test('install, start, load, break, see, heal, stop: all in the editor, on the real engine', async (t) => {
  const prepared = await prepare(t);
  if (prepared === undefined) return;
  const engine = await readEngineState({ env: process.env, signal: AbortSignal.timeout(5_000) });
  if (engine.kind !== 'running') return t.skip(engine.sentence);
  // Whatever happens, no platform is left behind that nobody asked for, and the one that ran before runs again.
  let stop = async (): Promise<void> => undefined;
  let close = stop;
  const resume = await pauseCheckoutPlatform();
  t.after(async () => {
    await stop()
      .catch((error: unknown) => t.diagnostic(`not stopped: ${String(error)}`))
      .finally(close)
      .finally(resume);
  });
  const editor = await startEditor({
    entry: prepared.entry,
    vsix: [prepared.vsix],
    // Images that have to be built are built from what this machine has fetched before.
    env: { DSP_CACHE_DIRECTORY: process.env['DSP_CACHE_DIRECTORY'] ?? join(root, '.dsp', 'cache') },
  });
  close = editor.close;
  const page = await openWorkbench(t, editor, { size: { width: 1440, height: 900 } });
  const lab = await openLaboratory(page);

  const start = lab.nodes.welcome.getByRole('button', { name: 'Start Platform' });
  await start.waitFor();
  await picture(page, 'story-1-stopped');
  await start.click();
  stop = async () => {
    stop = () => Promise.resolve();
    await runCommand(page, 'DSP: Stop Platform');
    await start.waitFor({ timeout: stopMs });
  };
  await lab.nodes.row('Containers').waitFor({ timeout: startMs });
  await picture(page, 'story-2-starting');
  for (const node of ['service-a', 'service-b']) {
    await lab.nodes.row(node).waitFor({ timeout: startMs });
    await lab.nodes.description(node).filter({ hasText: 'running' }).waitFor();
  }

  await lab.startTraffic('constant', { 'Rate (requests/s)': '20', 'Duration (s)': '240' });
  await lab.traffic.row('constant → service-a').first().waitFor();
  await lab.traffic.description('constant → service-a').filter({ hasText: 'of 20 /s' }).waitFor();
  await runCommand(page, 'DSP: Open Live Page');
  const live = webview(page);
  await live.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Charts' }).click();
  await live.getByLabel('Dashboard').selectOption('dsp-errors');
  await eventually('calls are drawn', async () => (await slownessMs(live)) > 0);
  await live.getByRole('region', { name: slowPanel }).scrollIntoViewIfNeeded();
  await eventually('calls are fast', async () => (await slownessMs(live)) < delayMs / 2);
  await picture(page, 'story-3-traffic');

  await lab.inject('service-b', 'Latency…', { Delay: String(delayMs), Duration: '120' });
  await lab.faults
    .row(new RegExp(`latency ${delayMs} ms`))
    .filter({ hasText: 'left' })
    .waitFor();
  await eventually('the badge is there', async () => (await lab.badgeOf('service-b')) === '1');
  await live
    .locator('.band-key .fault', { hasText: `latency ${delayMs} ms` })
    .first()
    .waitFor({ state: 'attached' });
  await eventually('the chart rises', async () => (await slownessMs(live)) > delayMs / 2);
  await picture(page, 'story-4-broken');

  await lab.faultsInStatusBar.click();
  await lab.faultsInStatusBar.waitFor({ state: 'detached' });
  await eventually('the badge is gone', async () => (await lab.badgeOf('service-b')) === '');
  await eventually('the chart falls', async () => (await slownessMs(live)) < delayMs / 2);
  await picture(page, 'story-5-healed');

  await stop();
  assert.equal(await lab.nodes.row('service-a').count(), 0);
});

/** 95th percentile of the calls of service-b, as the legend of its chart tells it, milliseconds; 0 without any. */
async function slownessMs(live: FrameLocator): Promise<number> {
  const panel = live.getByRole('region', { name: slowPanel });
  const legends = await panel.locator('.legend button', { hasText: 'service-b' }).allTextContents();
  return Math.max(
    0,
    ...legends.map((text) => toMs(/([\d.]+) (ms|s|µs)$/.exec(text))).filter(Number.isFinite),
  );
}

function toMs(match: RegExpExecArray | null): number {
  const [, value = 'NaN', unit = ''] = match ?? [];
  return Number(value) * ({ s: 1_000, ms: 1, µs: 0.001 }[unit] ?? Number.NaN);
}
