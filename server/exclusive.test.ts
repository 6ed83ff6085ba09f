import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createExclusive } from './exclusive.ts';

test('tasks of one key never overlap and keep their order; those of different keys do not wait', async () => {
  const task = fc.record({ key: fc.constantFrom('a', 'b', 'c'), wait: fc.nat(3), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(task, { maxLength: 20 }), async (tasks) => {
      const exclusive = createExclusive();
      const busy = new Set<string>();
      const done: Record<string, number[]> = {};
      const work = tasks.map(({ key, wait, fails }, number) =>
        exclusive(key, async () => {
          assert.ok(!busy.has(key), 'two tasks of one key overlap');
          busy.add(key);
          await sleep(wait);
          busy.delete(key);
          (done[key] ??= []).push(number);
          if (fails) throw new Error(String(number));
          return number;
        }),
      );
      const results = await Promise.allSettled(work);
      results.forEach((result, number) => {
        const failed = tasks[number]?.fails === true;
        assert.equal(result.status, failed ? 'rejected' : 'fulfilled');
        if (result.status === 'fulfilled') assert.equal(result.value, number);
      });
      for (const order of Object.values(done))
        assert.deepEqual(
          order,
          [...order].sort((a, b) => a - b),
        );
    }),
    { numRuns: 30 },
  );
});

test('a task of another key goes on while one hangs', async () => {
  const exclusive = createExclusive();
  void exclusive('stuck', () => new Promise(() => undefined));
  assert.equal(await exclusive('free', () => Promise.resolve('done')), 'done');
});

test('a key is busy until its last task is over, also when that failed', async () => {
  const exclusive = createExclusive();
  let release = (): void => undefined;
  const first = exclusive('a', () => new Promise<void>((resolve) => (release = resolve)));
  const second = exclusive('a', () => Promise.reject(new Error('no')));
  assert.ok(exclusive.isBusy('a') && !exclusive.isBusy('b'));
  await Promise.resolve();
  release();
  await first;
  assert.ok(exclusive.isBusy('a'));
  await assert.rejects(second);
  await new Promise(setImmediate);
  assert.ok(!exclusive.isBusy('a'));
});
