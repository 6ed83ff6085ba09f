import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import { createLab, isCurrent, newestFirst, type LabChange } from './lab.ts';

const node = (name: string, more: Partial<Node> = {}) =>
  ({ name, state: 'running', health: 'healthy', faults: [], ...more }) as unknown as Node;
const fault = (id: string, state: Fault['state']) =>
  ({ id, state, targets: ['service-b'], createdAt: '2026-01-01T00:00:00.000Z' }) as unknown as Fault;

test('an event replaces the state of its own thing, and says which', () => {
  const lab = createLab();
  lab.takeLists({ nodes: [node('service-a'), node('service-b')] });
  const changes: LabChange[] = [];
  const stop = lab.onChange((change) => changes.push(change));
  lab.takeEvent({ type: 'node', time: 't1', node: node('service-b', { state: 'paused' }) });
  assert.equal(lab.nodes.get('service-b')?.state, 'paused');
  assert.equal(lab.nodes.get('service-a')?.state, 'running');
  stop();
  lab.takeEvent({ type: 'node', time: 't2', node: node('service-a') });
  assert.deepEqual(changes, [{ kind: 'node', key: 'service-b' }]);
});

test('a list takes the place of what was there: what is gone is gone', () => {
  const lab = createLab();
  lab.takeLists({ nodes: [node('service-a'), node('service-b')] });
  lab.takeLists({ nodes: [node('service-b')] });
  assert.deepEqual([...lab.nodes.keys()], ['service-b']);
});

test('what happened to a node is kept, newest first, and only changes count', () => {
  const lab = createLab();
  lab.takeLists({ nodes: [node('service-b')] });
  lab.takeEvent({ type: 'node', time: 't1', node: node('service-b') });
  lab.takeEvent({ type: 'node', time: 't2', node: node('service-b', { state: 'paused' }) });
  lab.takeEvent({ type: 'fault', time: 't3', fault: fault('f-1', 'active') });
  lab.takeEvent({ type: 'fault', time: 't4', fault: fault('f-1', 'active') });
  assert.deepEqual(
    lab.eventsOf('service-b').map(({ time }) => time),
    ['t3', 't2'],
  );
});

test('the list of events of a node is bounded', () => {
  const lab = createLab();
  lab.takeLists({ nodes: [node('service-b')] });
  for (let i = 0; i < 100; i++) {
    const state = i % 2 === 0 ? 'paused' : 'running';
    lab.takeEvent({ type: 'node', time: `t${i}`, node: node('service-b', { state }) });
  }
  assert.equal(lab.eventsOf('service-b').length, 8);
  assert.equal(lab.eventsOf('service-b')[0]?.time, 't99');
});

test('a fault is current until it is over', () => {
  assert.deepEqual(
    (['starting', 'active', 'ending', 'ended', 'failed'] as const).map((state) => isCurrent({ state })),
    [true, true, true, false, false],
  );
});

test('newest first', () => {
  const sorted = newestFirst([
    { createdAt: '2026-01-01' },
    { createdAt: '2026-01-03' },
    { createdAt: '2026-01-02' },
  ]);
  assert.deepEqual(
    sorted.map(({ createdAt }) => createdAt),
    ['2026-01-03', '2026-01-02', '2026-01-01'],
  );
});
