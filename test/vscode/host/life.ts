import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../page/support/eventually.ts';
import { answerTo } from './answers.ts';
import { hostTest } from './host-test.ts';
import { hideViews, linesOf, scene, showViews, spy, useAddress, useNoAddress } from './stage.ts';

const commands = ['pauseNode', 'stopNode', 'killNode', 'restartNode'];

hostTest(
  'what breaks a node asks which one from the palette, and acts at once from the menu of a node',
  async (t) => {
    const { url } = await scene('platform', {});
    t.after(async () => {
      await hideViews();
      await useNoAddress();
    });
    await useAddress(url);
    await showViews();
    await eventually('the nodes are shown', async () => (await linesOf('dsp.nodes')).length === 2);
    await inject(url, { kind: 'stop', targets: { nodes: ['service-b'] }, durationSeconds: 600 });
    await eventually('one node is left', async () => /stopped/.test((await linesOf('dsp.nodes'))[1] ?? ''));

    for (const command of commands) {
      const { shown } = await answerTo(`dsp.${command}`);
      assert.deepEqual(
        shown.map(({ kind }) => kind),
        ['list'],
        command,
      );
    }
    assert.deepEqual(await kindsOfFaults(url), ['stop'], 'a question that was closed has done something');

    const [entry] = (await spy.trees.get('dsp.nodes')?.provider.getChildren()) ?? [];
    const before = spy.shown.length;
    await vscode.commands.executeCommand('dsp.pauseNode', entry);
    assert.deepEqual(
      spy.shown.slice(before).filter(({ kind }) => kind !== 'progress'),
      [],
    );
    assert.deepEqual(await kindsOfFaults(url), ['pause', 'stop']);
  },
);

async function inject(url: string, body: object): Promise<void> {
  const answer = await fetch(`${url}/api/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 202, await answer.text());
}

async function kindsOfFaults(url: string): Promise<string[]> {
  const { faults } = (await (await fetch(`${url}/api/faults`)).json()) as { faults: { kind: string }[] };
  return faults.map(({ kind }) => kind).sort();
}
