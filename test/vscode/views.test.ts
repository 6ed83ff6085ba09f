import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../page/support/eventually.ts';
import { startEditorOnScene } from './support/editor-on-scene.ts';
import { openLaboratory } from './support/laboratory.ts';
import { prepare } from './support/prepare.ts';
import { quickInput, runCommand } from './support/quick-input.ts';
import { closeBrowser, openWorkbench, picture, webview } from './support/workbench.ts';

after(closeBrowser);

/** An editor in a browser writes down what is open every five seconds. */
const editorSavesMs = 6_000;
const token = 'a-token-of-the-test-0123456789';

test('the views of the packaged extension, on a platform whose engine is in memory', async (t) => {
  const prepared = await prepare(t);
  if (prepared === undefined) return;
  const { scene, editor } = await startEditorOnScene(t, prepared);
  const page = await openWorkbench(t, editor);
  const lab = await openLaboratory(page);

  await t.test('the nodes are shown with their state and language', async () => {
    await lab.nodes.row('service-a').waitFor();
    assert.match((await lab.nodes.description('service-a').textContent()) ?? '', /running · typescript/);
    await lab.nodes.expand('service-a');
    await lab.nodes.row('172.20.0.2').first().waitFor();
    await picture(page, 'nodes');
  });

  await t.test('traffic is started by the palette, field by field', async () => {
    await lab.startTraffic('constant', { 'Rate (requests/s)': '20', 'Duration (s)': '180' });
    await lab.traffic.row('constant → service-a').waitFor();
    await picture(page, 'traffic');
  });

  await t.test(
    'a fault by the menu of a node: seen as a badge, in the views and in the status bar',
    async () => {
      await lab.inject('service-b', 'Latency…', { Delay: '250', Duration: '120' });
      await lab.faults.row(/latency 250 ms/).waitFor();
      await eventually('the badge is there', async () => (await lab.badgeOf('service-b')) === '1');
      assert.equal(await lab.badgeOf('service-a'), '');
      await lab.faultsInStatusBar.waitFor();
      await picture(page, 'fault');
    },
  );

  await t.test('one click in the status bar heals everything', async () => {
    await lab.faultsInStatusBar.click();
    await lab.faultsInStatusBar.waitFor({ state: 'detached' });
    await eventually('the badge is gone', async () => (await lab.badgeOf('service-b')) === '');
  });

  await t.test(
    'an API that dies: what is shown says that it is old, and is new again with the API',
    async () => {
      await scene.orders.kill();
      await lab.nodes.message.filter({ hasText: /No connection/ }).waitFor();
      assert.ok(await lab.nodes.row('service-a').isVisible());
      await picture(page, 'lost');
      await scene.orders.platform({});
      await lab.nodes.message.filter({ hasText: /No connection/ }).waitFor({ state: 'hidden' });
      await lab.nodes.row('service-a').waitFor();
    },
  );

  await t.test(
    'the live page is drawn in a panel, obeys its policy, and is there again after a reload',
    async () => {
      const refused: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) refused.push(message.text());
      });
      await runCommand(page, 'DSP: Open Live Page');
      const heading = webview(page).locator('main[data-view="now"] h1');
      await heading.waitFor({ state: 'attached' });
      await webview(page).getByText('service-a').first().waitFor();
      await picture(page, 'live');
      await sleep(editorSavesMs);
      await page.reload();
      await heading.waitFor({ state: 'attached' });
      await webview(page).getByText('service-a').first().waitFor();
      assert.deepEqual(refused, []);
    },
  );

  await t.test(
    'a node that was open is open again after a reload, and one that was closed is closed',
    async () => {
      await lab.nodes.expand('service-b');
      await lab.nodes.collapse('service-a');
      await sleep(editorSavesMs);
      await page.reload();
      await lab.nodes.row('172.20.0.2').waitFor();
      assert.deepEqual(
        [await lab.nodes.isOpen('service-a'), await lab.nodes.isOpen('service-b')],
        [false, true],
      );
    },
  );

  await t.test('a token that is asked for: entered once, and the nodes are shown', async () => {
    await scene.orders.platform({ token });
    await lab.nodes.welcome.getByRole('button', { name: 'Enter Token' }).click();
    await quickInput(page).type(token);
    await lab.nodes.row('service-a').waitFor();
  });
});
