import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDrawQueue } from './draw-queue.ts';

/** Frames that come when they are told to, and a clock that only drawing moves on. */
function setUp(costMs: number) {
  let now = 0;
  let waiting: (() => void)[] = [];
  const drawn: string[] = [];
  const later = (run: () => void): void => void waiting.push(run);
  const drawSoon = createDrawQueue({ now: () => now, soon: later, next: later });
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
  const { add, frame, drawn, frames } = setUp(16);
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

test('what is asked for in one task is begun in the next one, and only what is left waits for a frame', async () => {
  const asked: string[] = [];
  let run: () => void = () => undefined;
  let now = 0;
  const later = (how: string) => (action: () => void) => {
    asked.push(how);
    run = action;
  };
  const drawSoon = createDrawQueue({ now: () => now, soon: later('soon'), next: later('next') });
  const draw = (): void => void (now += 100);
  drawSoon(0, draw);
  drawSoon(0, draw);
  assert.deepEqual(asked, ['soon']);
  run();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ['soon', 'next']);
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
