import assert from 'node:assert/strict';
import test from 'node:test';
import type { EngineNode } from '../../../engine/port.ts';
import type { Claim } from '../../claim.ts';
import { findEnded, findOutOfMemory, findStress } from './evidence.ts';
import { stressCommand } from './jobs.ts';
import { parseRefusal } from './protocol.ts';

const megabyte = 1024 * 1024;
const claim = {
  faultId: 'f-1',
  node: 'b',
  kind: 'cpu-stress',
  params: { workers: 2 },
  durationSeconds: 60,
} as unknown as Claim;
const memory = { ...claim, kind: 'memory', params: { megabytes: 64, outOfMemoryKill: false } } as Claim;
const status = {
  cgroup: '/docker/c1',
  workers: [7, 8],
  listed: [7, 8],
  heldBytes: 64 * megabyte,
  usedBytes: 80 * megabyte,
  limitBytes: 128 * megabyte,
  atBound: false,
};

test('busy processes hold when the kernel lists all of them in the node', () => {
  assert.equal(findStress(claim, status).holds, true);
  assert.equal(findStress(claim, { ...status, listed: [7] }).holds, false);
  assert.equal(findStress(claim, { ...status, workers: [], listed: [] }).holds, false);
});

test('memory holds when it is full, or at the bound', () => {
  assert.equal(findStress(memory, status).holds, true);
  assert.equal(findStress(memory, { ...status, heldBytes: 30 * megabyte }).holds, false);
  assert.equal(findStress(memory, { ...status, heldBytes: 30 * megabyte, atBound: true }).holds, true);
});

test('the end is shown by the list without them', () => {
  assert.equal(findEnded(claim, status).holds, false);
  assert.equal(findEnded(claim, { ...status, listed: [] }).holds, true);
});

test('a kill for want of memory shows as a crash, or as a new start', () => {
  const node = { name: 'b', state: 'running', startedAt: '1', exitCode: null } as unknown as EngineNode;
  assert.equal(findOutOfMemory(memory, node, '1'), undefined);
  assert.equal(findOutOfMemory(memory, { ...node, startedAt: '2' }, '1')?.holds, true);
  assert.equal(findOutOfMemory(memory, { ...node, state: 'stopped', exitCode: 137 }, '1')?.holds, true);
  assert.equal(findOutOfMemory(memory, { ...node, state: 'stopped', exitCode: 0 }, '1')?.holds, false);
});

test('the commands end by themselves some seconds after the fault', () => {
  const now = new Date('2030-01-01T12:00:00.000Z');
  const until = ['--node', 'c1', '--until', '2030-01-01T12:01:05.000Z'];
  assert.deepEqual(stressCommand(claim, 'c1', now), ['cpu', ...until, '--workers', '2']);
  assert.deepEqual(stressCommand(memory, 'c1', now), ['memory', ...until, '--megabytes', '64']);
  const beyond = { ...memory, params: { megabytes: 64, outOfMemoryKill: true } };
  assert.deepEqual(stressCommand(beyond, 'c1', now), ['memory', ...until, '--megabytes', '64', '--beyond']);
});

test('what the stressor says of why it cannot work is passed on with its remedy', () => {
  const words = parseRefusal(['noise', '{"error":"no way","remedy":"use another"}']);
  assert.equal(words, 'The stressor cannot work: no way. Remedy: use another.');
  assert.equal(parseRefusal(['{"cgroup":"/docker/c1"}']), undefined);
});
