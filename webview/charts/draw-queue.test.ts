import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDrawQueue } from './draw-queue.ts';

/** Frames that come when they are told to, and a clock that only drawing moves on. */
function setUp(costMs: number) {
  let now = 0;
  let waiting: (() => void)[] = [];
  const drawn: string[] = [];
  const drawSoon = createDrawQueue({ now: () => now, next: (run) => void waiting.push(run) });
  return {
    drawn,
    add: (name: string, distance: number) =>
      drawSoon(distance, () => {
        drawn.push(name);
        now += costMs;
      }),
    async frame() {
      const due = waiting;
      waiting = [];
      due.forEach((run) => run());
      await new Promise((resolve) => setImmediate(resolve));
    },
    frames: () => waiting.length,
  };
}

test('what is in sight is drawn first, and the rest in the frames after', async () => {
  const { add, frame, drawn, frames } = setUp(6);
  add('far', 100);
  add('near', 10);
  add('one', 0);
  add('two', 0);
  await frame();
  assert.deepEqual(drawn, ['one', 'two']);
  await frame();
  assert.deepEqual(drawn, ['one', 'two', 'near', 'far']);
  assert.equal(frames(), 0);
});

test('a drawing that takes longer than a frame is made all the same', async () => {
  const { add, frame, drawn } = setUp(100);
  add('one', 0);
  add('two', 0);
  await frame();
  assert.deepEqual(drawn, ['one']);
  await frame();
  assert.deepEqual(drawn, ['one', 'two']);
});

test('what was forgotten is not drawn', async () => {
  const { add, frame, drawn } = setUp(1);
  add('one', 0);
  add('two', 0)();
  await frame();
  assert.deepEqual(drawn, ['one']);
});
