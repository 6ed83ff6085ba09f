import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { byOutcome, readShaperCounters } from './shaper-counters.ts';

const none = {
  delayed: 0,
  dropped: 0,
  duplicated: 0,
  corrupted: 0,
  reordered: 0,
  rejected: 0,
  overflowed: 0,
};
const stats = {
  faults: { 'f-1': { egress: { ...none, packets: 10, bytes: 900, dropped: 3, delayed: 2 } } },
  directions: { egress: { packets: 10, held: 1, heldBytes: 90, overflowed: 4 } },
  kernelDropped: { egress: 2 },
};

test('what becomes of packets adds up to all of them', () => {
  const counts = byOutcome(stats.faults['f-1'].egress);
  assert.equal(
    counts.reduce((sum, [, count]) => sum + count, 0),
    10,
  );
  assert.deepEqual(counts.slice(0, 3), [
    ['passed', 5],
    ['delayed', 2],
    ['dropped', 3],
  ]);
});

test('the counters are read every second, and what cannot be understood is left out', async (t) => {
  const answers = new Map<string, unknown>([
    ['service-b', stats],
    ['service-a', { faults: 'none' }],
  ]);
  const reader = readShaperCounters(() => Promise.resolve(answers));
  t.after(reader.close);
  assert.equal(reader.latest().size, 0);
  await sleep(1_300);
  assert.deepEqual([...reader.latest().keys()], ['service-b']);
});
