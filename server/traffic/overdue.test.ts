import assert from 'node:assert/strict';
import test from 'node:test';
import { isOverdue } from './overdue.ts';

const endsAt = '2026-11-24T09:00:00Z';
const after = (seconds: number): number => Date.parse(endsAt) + seconds * 1000;

test('a script that keeps to its time is not stopped while its last requests come to an end', () => {
  const run = { scenario: { type: 'script', file: 'mine.js' }, endsAt, warmUpSeconds: 0 } as const;
  assert.equal(isOverdue(run, after(2)), false);
  assert.equal(isOverdue(run, after(11)), true);
  assert.equal(isOverdue({ ...run, endsAt: null }, after(11)), false);
});

test('a run of a shape ends by its plan; one that should long be over is looked after', () => {
  const run = { scenario: { type: 'constant' }, endsAt, warmUpSeconds: 0 } as const;
  assert.equal(isOverdue(run, after(70)), false);
  assert.equal(isOverdue(run, after(121)), true);
  assert.equal(isOverdue({ ...run, warmUpSeconds: 60 }, after(121)), false);
});
