import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlatformProgress } from '../../contract/platform-progress.ts';
import { Interrupted } from '../failure.ts';
import { createJsonSteps } from './json-steps.ts';

function prepare(options: { isInterrupted?: boolean } = {}) {
  const lines: PlatformProgress[] = [];
  let clock = 0;
  const steps = createJsonSteps({
    write: (line) => lines.push(line),
    now: () => clock,
    isInterrupted: () => options.isInterrupted ?? false,
    detailsEveryMs: 20,
  });
  return { steps, lines, pass: (ms: number) => (clock += ms) };
}

test('a step is told when it begins and when it is done, with its time and its note', async () => {
  const { steps, lines, pass } = prepare();
  const result = await steps.run('Images', (step) => {
    step.note('3 pulled');
    step.print('a line');
    step.findings([{ id: 'disk', title: 'Disk', level: 'warning', finding: 'full.', remedy: 'Free some.' }]);
    pass(1500);
    return Promise.resolve(7);
  });
  assert.equal(result, 7);
  assert.deepEqual(lines, [
    { type: 'step', step: 'Images', state: 'running', seconds: 0, note: '' },
    { type: 'text', text: 'a line' },
    { type: 'finding', id: 'disk', title: 'Disk', level: 'warning', finding: 'full.', remedy: 'Free some.' },
    { type: 'step', step: 'Images', state: 'done', seconds: 1.5, note: '3 pulled' },
  ]);
  assert.deepEqual(steps.records(), [{ name: 'Images', startedAtSeconds: 0, seconds: 1.5, outcome: 'done' }]);
});

test('a step that fails is told apart from one that was cut short', async () => {
  for (const [error, isInterrupted, state] of [
    [new Error('no'), false, 'failed'],
    [new Error('no'), true, 'interrupted'],
    [new Interrupted(), false, 'interrupted'],
  ] as const) {
    const { steps, lines } = prepare({ isInterrupted });
    await assert.rejects(
      steps.run('Health', () => Promise.reject(error)),
      error,
    );
    assert.equal(lines.at(-1)?.type === 'step' && lines.at(-1)?.['state' as never], state);
  }
});

test('states of an item are told at once, its details now and then, the latest always', async () => {
  const { steps, lines } = prepare();
  await steps.run('Images', async (step) => {
    const item = step.item('loki');
    item.update('pulling', 'a');
    for (let layer = 0; layer < 100; layer++) {
      item.update('pulling', `layer ${layer}`, { done: layer, total: 100, unit: 'layers' });
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
    item.update('building', 'x');
    item.update('building', 'y');
    item.end('loki is ready');
    step.item('silent').end();
  });
  const told = lines.map((line) => (line.type === 'item' ? `${line.state} ${line.detail}` : line.type));
  const items = ['pulling a', 'pulling layer 99', 'building x', 'building y', 'ended '];
  assert.deepEqual(told, ['step', ...items, 'text', 'step']);
  const last = lines.find((line) => line.type === 'item' && line.detail === 'layer 99');
  assert.deepEqual(last?.type === 'item' && last.amount, { done: 99, total: 100, unit: 'layers' });
});
