import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startEditorOnScene } from './support/editor-on-scene.ts';
import { prepare } from './support/prepare.ts';
import { quickInput } from './support/quick-input.ts';
import { tree } from './support/tree.ts';
import { closeBrowser, openContainer, openWorkbench, picture, statusItem } from './support/workbench.ts';

after(closeBrowser);

/** Words of English in a text that is all Russian but for names. */
const english = /\b(?!service-[ab]\b|shaper\b|pumba\b|engine\b|curl\b|egress\b|default\b)[a-z]{3,}\b/i;

test('in a Russian editor a fault is asked for, shown and healed in Russian', async (t) => {
  const prepared = await prepare(t);
  if (prepared === undefined) return;
  const { editor } = await startEditorOnScene(t, prepared);
  const page = await openWorkbench(t, editor, { language: 'ru' });
  await openContainer(page, 'Распределённая система');
  const [nodes, faults] = [tree(page, 'Узлы'), tree(page, 'Сбои')];
  await nodes.row('service-b').waitFor();
  assert.match((await nodes.description('service-b').textContent()) ?? '', /работает/);

  await nodes.menu('service-b', 'Внести сбой', 'Задержка…');
  const input = quickInput(page);
  for (const field of ['Задержка (мс)', 'Джиттер (мс)', 'Длительность (с)']) {
    await input.title.filter({ hasText: field }).waitFor();
    // What stands in brackets behind it is the editor's.
    assert.doesNotMatch(((await input.message.textContent()) ?? '').replace(/\(Press .*\)/, ''), english);
    await input.accept();
  }
  const inject = input.option('Внести сбой');
  await inject.waitFor();
  await picture(page, 'russian-plan');
  // The reason for the driver comes from the API, which speaks English.
  const ours = '.monaco-list-row .label-name:not(.quick-input-list-label-meta *)';
  const labels = await input.box.locator(ours).allTextContents();
  assert.ok(labels.length > 5, labels.join());
  for (const label of labels) assert.doesNotMatch(label, english);
  await inject.click();

  const row = faults.row(/задержка 100 мс/);
  await row.filter({ hasText: 'осталось' }).waitFor();
  await nodes.expand('service-b');
  await nodes.row(/задержка 100 мс/).waitFor();
  await picture(page, 'russian');
  assert.doesNotMatch((await row.textContent()) ?? '', english);
  await statusItem(page, '1 сбой').click();
  await row.filter({ hasText: 'прекращён' }).waitFor();
});
