import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createRefresher, type Shown } from './refresher.ts';

function setUp(mostSingle = 30) {
  let shown: Shown[] = [];
  const fired: (readonly string[] | undefined)[] = [];
  const refresher = createRefresher({ roots: () => shown, fire: (ids) => fired.push(ids), mostSingle });
  const show = (items: Record<string, string>) => {
    shown = Object.entries(items).map(([id, signature]) => ({ id, signature }));
    refresher.touch();
  };
  return { show, fired, refresher };
}

test('a thing that changes is drawn anew by itself, in one go with the others of that time', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired } = setUp();
  show({ a: '1', b: '1' });
  t.mock.timers.tick(1_000);
  show({ a: '2', b: '1' });
  show({ a: '2', b: '2' });
  t.mock.timers.tick(1_000);
  assert.deepEqual(fired, [undefined, ['a', 'b']]);
});

test('what is not seen is not drawn', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired } = setUp();
  show({ a: '1' });
  t.mock.timers.tick(1_000);
  show({ a: '1' });
  t.mock.timers.tick(1_000);
  assert.deepEqual(fired, [undefined]);
});

test('things that come, go or move draw the whole', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired } = setUp();
  show({ a: '1', b: '1' });
  t.mock.timers.tick(1_000);
  show({ b: '1', a: '1' });
  t.mock.timers.tick(1_000);
  show({ b: '1' });
  t.mock.timers.tick(1_000);
  assert.deepEqual(fired, [undefined, undefined, undefined]);
});

test('a storm of changes draws a bounded number of times', (t) => {
  let clock = 0;
  mock.method(performance, 'now', () => clock);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired } = setUp();
  for (let i = 0; i < 1_000; i++) {
    show({ a: String(i) });
    clock += 10;
    t.mock.timers.tick(10);
  }
  mock.restoreAll();
  assert.ok(fired.length > 20 && fired.length <= 26, `${fired.length} times in 10 s`);
});

test('many changes at once draw the whole', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired } = setUp(3);
  show({ a: '1', b: '1', c: '1' });
  t.mock.timers.tick(1_000);
  show({ a: '2', b: '2', c: '2' });
  t.mock.timers.tick(1_000);
  assert.deepEqual(fired, [undefined, undefined]);
});

test('what the tree has just asked for is not drawn again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { show, fired, refresher } = setUp();
  show({ a: '1' });
  refresher.drawn();
  t.mock.timers.tick(1_000);
  assert.deepEqual(fired, []);
});
