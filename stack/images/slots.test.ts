import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSlots } from './slots.ts';

const never = () => new AbortController().signal;

test('no more runs at once than there are slots', async () => {
  const run = createSlots(2, never());
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(2);
    running--;
  };
  await Promise.all(Array.from({ length: 7 }, (_, order) => run({ order }, work)));
  assert.equal(most, 2);
});

test('a free slot goes to the first in order', async () => {
  const run = createSlots(1, never());
  const done: number[] = [];
  await Promise.all([3, 1, 2].map((order) => run({ order }, () => Promise.resolve(done.push(order)))));
  assert.deepEqual(done, [1, 2, 3]);
});

test('what is exclusive runs one at a time and lets later work pass', async () => {
  const run = createSlots(2, never());
  const started: string[] = [];
  const work = (name: string) => async () => {
    started.push(name);
    await sleep(5);
  };
  await Promise.all([
    run({ order: 0, exclusive: 'module' }, work('first')),
    run({ order: 1, exclusive: 'module' }, work('second')),
    run({ order: 2 }, work('other')),
  ]);
  assert.deepEqual(started, ['first', 'other', 'second']);
});

test('work that is asked for because other work ended goes before later work that waits', async () => {
  const run = createSlots(1, never());
  const started: string[] = [];
  const note = (name: string) => () => Promise.resolve(void started.push(name));
  const base = run({ order: 0 }, note('base'));
  const above = base.then(() => run({ order: 1 }, note('above')));
  await Promise.all([base, above, run({ order: 2 }, note('later'))]);
  assert.deepEqual(started, ['base', 'above', 'later']);
});

test('a failure frees its slot', async () => {
  const run = createSlots(1, never());
  await assert.rejects(
    run({ order: 0 }, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await run({ order: 1 }, () => Promise.resolve('yes')), 'yes');
});

test('an abort ends the waiting', async () => {
  const interrupt = new AbortController();
  const run = createSlots(1, interrupt.signal);
  const first = run({ order: 0 }, () => sleep(5));
  const second = run({ order: 1 }, () => assert.fail('was started'));
  await sleep(1);
  interrupt.abort();
  await assert.rejects(second, { name: 'AbortError' });
  await first;
});
