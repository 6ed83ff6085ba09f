import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from './outbox.ts';

/** An outbox whose deliveries end when the test says so. */
function controlled(limit: number, workers: number) {
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const deliver = (item: string) => {
    started.push(item);
    return new Promise<void>((resolve) => finish.push(resolve));
  };
  return { outbox: new Outbox<string>({ limit, workers, deliver }), started, finish };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('items beyond the limit are turned away until there is room', async () => {
  const { outbox, finish } = controlled(2, 1);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((item) => outbox.offer(item)),
    [true, true, true, false],
  );
  assert.equal(outbox.length, 2);

  finish[0]?.();
  await settled();
  assert.equal(outbox.length, 1);
  assert.equal(outbox.offer('e'), true);
});

test('items are delivered in order, as many at once as there are workers', async () => {
  const { outbox, started, finish } = controlled(10, 2);
  for (const item of ['a', 'b', 'c']) outbox.offer(item);
  assert.deepEqual(started, ['a', 'b']);
  finish[1]?.();
  await settled();
  assert.deepEqual(started, ['a', 'b', 'c']);
});

test('it is drained when the last delivery has ended', async () => {
  const { outbox, finish } = controlled(10, 1);
  await outbox.drained();

  outbox.offer('a');
  outbox.offer('b');
  let isDrained = false;
  const drained = outbox.drained().then(() => (isDrained = true));
  finish[0]?.();
  await settled();
  assert.equal(isDrained, false);
  assert.equal(outbox.unfinished, 1);
  finish[1]?.();
  await drained;
  assert.equal(outbox.unfinished, 0);
});
