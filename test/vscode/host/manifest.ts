import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { hostTest } from './host-test.ts';
import { extension, spy } from './stage.ts';

const read = (name: string): string => readFileSync(join(extension().extensionPath, name), 'utf8');

/** Every text of a JSON document. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

hostTest('every text of the manifest is there in English and in Russian', () => {
  const keys = textsIn(JSON.parse(read('package.json'))).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []);
  assert.ok(keys.length > 50, `${keys.length} keys`);
  const [en, ru] = ['package.nls.json', 'package.nls.ru.json'].map(
    (name) => JSON.parse(read(name)) as Record<string, string>,
  );
  for (const key of keys) {
    assert.ok(en?.[key], `${key} in package.nls.json`);
    assert.ok(ru?.[key], `${key} in package.nls.ru.json`);
  }
});

hostTest('every picture that the manifest names is in the extension', () => {
  const pictures = textsIn(JSON.parse(read('package.json'))).filter((text) =>
    /^[\w./-]+\.(svg|png|md)$/.test(text),
  );
  assert.ok(pictures.length > 5, `${pictures.length} pictures`);
  for (const picture of pictures) assert.ok(existsSync(join(extension().extensionPath, picture)), picture);
});

hostTest('every command of the manifest is registered, and no other', async () => {
  const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
  const declared = contributes.commands.map(({ command }) => command);
  const known = new Set(await vscode.commands.getCommands(true));
  for (const command of declared) assert.ok(known.has(command), command);
  assert.deepEqual([...spy.registered].filter((id) => !declared.includes(id)).sort(), []);
});
