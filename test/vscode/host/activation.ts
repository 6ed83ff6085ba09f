import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { hostTest } from './host-test.ts';
import { extension, scene, useAddress, useNoAddress } from './stage.ts';

interface ExtensionModule {
  activate(context: vscode.ExtensionContext): unknown;
  deactivate?(): unknown;
}

const times = 15;
const require = createRequire(__filename);

/** What the extension was given when it was activated. */
let context: vscode.ExtensionContext | undefined;

hostTest('the extension is activated without throwing, and asks nothing of the platform', async () => {
  await useAddress((await scene('door', 'open')).url);
  await scene('forget');
  listenIn();
  await extension().activate();
  assert.ok(context, 'the extension was activated before this could be seen');
  assert.deepEqual(await scene('requests'), []);
  await useNoAddress();
});

hostTest('it is activated as fast as is measured', async (t) => {
  assert.ok(context);
  const taken: { load: number; activate: number }[] = [];
  for (let time = 0; time < times; time++) {
    for (const disposable of context.subscriptions.splice(0)) await disposable.dispose();
    delete require.cache[mainPath()];
    const [started, loaded] = [performance.now(), load()];
    const before = performance.now();
    await loaded.activate(context);
    taken.push({ load: before - started, activate: performance.now() - before });
  }
  const median = (of: (each: { load: number; activate: number }) => number): string =>
    (taken.map(of).sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN).toFixed(1);
  t.note(
    `Activation, median of ${times}: ${median(({ activate }) => activate)} ms in activate(), ` +
      `${median(({ load: ms }) => ms)} ms to load the bundle`,
  );
});

function mainPath(): string {
  const { main } = extension().packageJSON as { main: string };
  return require.resolve(join(extension().extensionPath, main));
}

function load(): ExtensionModule {
  return require(mainPath()) as ExtensionModule;
}

/** The editor loads the same module from the same cache, and gives its context to what it finds there. */
function listenIn(): void {
  const { activate, ...rest } = load();
  const module = require.cache[mainPath()];
  assert.ok(module);
  module.exports = {
    ...rest,
    activate: (given: vscode.ExtensionContext) => {
      context = given;
      return activate(given);
    },
  };
}
