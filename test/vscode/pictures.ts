/**
 * Pictures of the main views for people to look at, on the platform that runs on this machine: what the README shows,
 * and the same views in the light and the high-contrast themes. No test of the suite, because it injects a fault
 * where somebody may be at work: `node --import tsx --test test/vscode/pictures.ts`
 */
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { root } from '../runner/command.ts';
import { startEditor } from './support/editor.ts';
import { openLaboratory } from './support/laboratory.ts';
import { prepare } from './support/prepare.ts';
import { quickInput, runCommand } from './support/quick-input.ts';
import { closeBrowser, openWorkbench, picture, webview } from './support/workbench.ts';

after(closeBrowser);

const size = { width: 1440, height: 900 };
const themes = {
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
/** So long the charts need to show what a fault does. */
const riseMs = 45_000;
/** So long a view needs to be drawn with all of its data. */
const drawMs = 2_000;

void test('the charts of a system that is broken, and the traffic that is about to start', async (t) => {
  const page = await openEditor(t, 'Default Dark Modern');
  if (page === undefined) return;
  const lab = await openLaboratory(page);
  await lab.nodes.row('service-b').waitFor();
  await runCommand(page, 'DSP: Open Live Page');
  await openView(page, 'Charts');
  await webview(page).getByLabel('Dashboard').selectOption('dsp-errors');
  await lab.inject('service-b', 'Latency…', { Delay: '200', Jitter: '40', Duration: '90' });
  await lab.faults
    .row(/latency 200/)
    .filter({ hasText: 'left' })
    .waitFor();
  await lab.nodes.expand('service-b');
  await sleep(riseMs);
  await scrollToEndOf(webview(page).getByRole('region', { name: 'Latency of calls, 95th percentile' }));
  await sleep(drawMs);
  await page.screenshot({ path: join(root, 'docs', 'images', 'editor-charts.png') });
  await lab.planTraffic('spikes', {});
  // A row that happens to be under the pointer would look chosen.
  await page.mouse.move(size.width / 2, size.height - 1);
  await picture(page, 'traffic-plan');
  await quickInput(page).cancel();
  await lab.faultsInStatusBar.click();
  await lab.faultsInStatusBar.waitFor({ state: 'detached' });
});

for (const [name, theme] of Object.entries(themes)) {
  void test(`the main views in the theme ${theme}`, async (t) => {
    const page = await openEditor(t, theme);
    if (page === undefined) return;
    const lab = await openLaboratory(page);
    await lab.nodes.row('service-b').waitFor();
    await runCommand(page, 'DSP: Open Live Page');
    await lab.inject('service-b', 'Latency…', { Delay: '100', Duration: '60' });
    await lab.faults
      .row(/latency 100/)
      .filter({ hasText: 'left' })
      .waitFor();
    await lab.nodes.expand('service-b');
    for (const view of ['Charts', 'Now', 'Topology', 'Timeline']) {
      await openView(page, view);
      await sleep(drawMs);
      await picture(page, `${name}-${view.toLowerCase()}`);
    }
    await lab.faultsInStatusBar.click();
    await lab.faultsInStatusBar.waitFor({ state: 'detached' });
  });
}

async function openEditor(t: TestContext, theme: string): Promise<Page | undefined> {
  const prepared = await prepare(t);
  if (prepared === undefined) return undefined;
  const editor = await startEditor({
    entry: prepared.entry,
    vsix: [prepared.vsix],
    settings: { 'workbench.colorTheme': theme, 'window.autoDetectHighContrast': false },
  });
  t.after(() => editor.close());
  return openWorkbench(t, editor, { size });
}

/** What of the browser's own is used; this code is compiled without its types. */
interface Scrolled {
  scrollIntoView(options: { block: 'end' }): void;
}

/** Scrolls so that something is the last that is seen, with what stands above it. */
async function scrollToEndOf(panel: Locator): Promise<void> {
  await panel.evaluate((element: unknown) => (element as Scrolled).scrollIntoView({ block: 'end' }));
}

async function openView(page: Page, name: string): Promise<void> {
  await webview(page).getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
}
