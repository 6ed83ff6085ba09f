import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDeadline } from './with-deadline.ts';

const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('what takes too long is given up, with a reason that says so', async () => {
  await assert.rejects(withDeadline(1, undefined, forever), { name: 'TimeoutError' });
});

test('whoever asked can give it up earlier', async () => {
  const outer = new AbortController();
  const work = withDeadline(3_600_000, outer.signal, forever);
  outer.abort();
  await assert.rejects(work, { name: 'AbortError' });
});

test('no timer is left, however it ends', async () => {
  const before = timers();
  const running = withDeadline(3_600_000, undefined, async () => timers());
  assert.equal(await running, before + 1);
  await assert.rejects(withDeadline(3_600_000, undefined, () => Promise.reject(new Error('broken'))));
  assert.equal(timers(), before);
});
