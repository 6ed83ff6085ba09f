import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownLabels, toggleLabel } from './labels.ts';

test('each label is known once, with the nodes that have it', () => {
  const nodes = [
    { name: 'b', state: 'running', labels: { tier: 'backend', zone: 'x=1' } },
    { name: 'a', state: 'paused', labels: { tier: 'backend' } },
    { name: 'c', state: 'missing', labels: { tier: 'frontend' } },
  ] as const;
  assert.deepEqual(knownLabels(nodes), [
    { text: 'tier=backend', nodes: ['a', 'b'] },
    { text: 'zone=x=1', nodes: ['b'] },
  ]);
});

test('a node cannot have two values of one label, so that the later choice stands', () => {
  const chosen = toggleLabel(toggleLabel(['zone=1'], 'tier=backend'), 'tier=frontend');
  assert.deepEqual(chosen, ['zone=1', 'tier=frontend']);
  assert.deepEqual(toggleLabel(chosen, 'zone=1'), ['tier=frontend']);
});
