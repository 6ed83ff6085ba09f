import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandId, commands, type CommandEntry, type CommandName } from './commands.ts';
import { makeManifest } from './manifest.ts';
import { injectMenu, viewItemContext, viewTitle } from './menus.ts';
import { walkthroughSteps } from './walkthrough.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(name, root), 'utf8')) as Record<string, unknown>;

test('the manifest is what the registry says; `npm run manifest` writes it', () => {
  const { manifest, en, ru } = makeManifest();
  const present = read('package.json');
  for (const [key, value] of Object.entries(manifest)) assert.deepEqual(present[key], value, key);
  assert.deepEqual(read('package.nls.json'), en);
  assert.deepEqual(read('package.nls.ru.json'), ru);
});

test('a command that is a button has an icon', () => {
  const buttons = [...viewTitle, ...viewItemContext].filter(
    (entry) => /^(navigation|inline)/.test(entry.group) && 'command' in entry,
  );
  assert.ok(buttons.length > 0);
  for (const button of buttons) {
    const name = (button as { command: CommandName }).command;
    assert.ok((commands[name] as CommandEntry).icon, name);
  }
});

test('a command that the palette does not offer is in a menu', () => {
  const inMenus = [...viewTitle, ...viewItemContext, ...injectMenu].flatMap((entry) =>
    'command' in entry ? [entry.command] : [],
  );
  const hidden = (Object.entries(commands) as [CommandName, CommandEntry][]).filter(
    ([, { palette }]) => palette === false,
  );
  for (const [name] of hidden) assert.ok(inMenus.includes(name), name);
});

test('every link to a command in a text leads to one', () => {
  const { en, ru } = makeManifest();
  const ids = new Set((Object.keys(commands) as CommandName[]).map(commandId));
  for (const text of [...Object.values(en), ...Object.values(ru)]) {
    for (const [, id = ''] of text.matchAll(/\(command:([\w.]+)/g)) {
      assert.ok(ids.has(id) || id.startsWith('workbench.'), `${id} in: ${text}`);
    }
  }
});

test('every picture that the manifest names is there', () => {
  const names = [
    'extension/media/activity-bar.svg',
    'extension/media/icon.png',
    ...walkthroughSteps.map(({ id }) => `extension/media/walkthrough/${id}.svg`),
  ];
  for (const name of names) assert.ok(existsSync(new URL(name, root)), name);
});
