import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBlindSpots } from './blind-spots.ts';

const started = '2026-01-01T00:00:00.000Z';
const running = { name: 'service-b', state: 'running', startedAt: started, exitCode: null } as const;

function watch() {
  let nowMs = 100_000;
  const spots = createBlindSpots(() => new Date(nowMs));
  return { spots, later: (ms: number) => void (nowMs += ms) };
}

test('a node that is killed hides what it may not have sent yet', () => {
  const { spots, later } = watch();
  spots.nodeChanged(running);
  later(50_000);
  spots.nodeChanged({ ...running, state: 'stopped', exitCode: 137 });
  const reason = 'service-b ended with exit code 137';
  assert.deepEqual(spots.since(0), [{ node: 'service-b', fromMs: 140_000, toMs: 150_000, reason }]);
});

test('its start afterwards hides nothing more', () => {
  const { spots } = watch();
  spots.nodeChanged(running);
  spots.nodeChanged({ ...running, state: 'stopped' });
  spots.nodeChanged({ ...running, startedAt: '2026-01-01T00:01:00.000Z' });
  assert.equal(spots.since(0).length, 1);
});

test('a restart that was too quick to be seen as an end is one all the same', () => {
  const { spots } = watch();
  spots.nodeChanged(running);
  spots.nodeChanged({ ...running, startedAt: '2026-01-01T00:01:00.000Z' });
  assert.equal(spots.since(0)[0]?.reason, 'service-b was restarted');
});

test('a paused node hides nothing: what it has not sent comes later', () => {
  const { spots } = watch();
  spots.nodeChanged(running);
  spots.nodeChanged({ ...running, state: 'paused' });
  spots.nodeChanged(running);
  assert.deepEqual(spots.since(0), []);
});

test('a spot that ended before a run is none of its business', () => {
  const { spots } = watch();
  spots.add({ node: null, fromMs: 0, toMs: 10, reason: 'x' });
  assert.deepEqual(spots.since(10), []);
  assert.equal(spots.since(9).length, 1);
});

test('the number of spots is bounded; what does not fit is merged, never dropped', () => {
  const { spots } = watch();
  for (let at = 0; at < 60; at++) spots.add({ node: `n${at}`, fromMs: at, toMs: at + 1, reason: 'x' });
  const kept = spots.since(0);
  assert.equal(kept.length, 50);
  assert.deepEqual({ node: kept.at(-1)?.node, toMs: kept.at(-1)?.toMs }, { node: null, toMs: 60 });
});
