import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../page/support/eventually.ts';
import { hostTest } from './host-test.ts';
import {
  hideViews,
  linesOf,
  scene,
  showViews,
  spy,
  state,
  timers,
  useAddress,
  useNoAddress,
} from './stage.ts';

const quietSeconds = 10;

hostTest('the nodes are shown, and again when the API died and is back; in between it is said', async () => {
  await useAddress((await scene('platform', {})).url);
  await showViews();
  await eventually('the nodes are shown', async () => (await linesOf('dsp.nodes')).length === 2);
  const lines = await linesOf('dsp.nodes');
  assert.match(lines[0] ?? '', /^service-a .*typescript/);
  assert.match(lines[1] ?? '', /^service-b .*go/);

  await scene('kill');
  await eventually('the loss is noticed', async () => state() === 'lost');
  assert.match(message(), /\w/, 'the view does not say that it is stale');
  assert.deepEqual(await linesOf('dsp.nodes'), lines);

  await scene('platform', {});
  await eventually('it is connected again', async () => state() === 'connected');
  await eventually('the view says nothing more', async () => message() === '');
  assert.equal((await linesOf('dsp.nodes')).length, 2);
});

hostTest('an API that stays away: its nodes are no longer shown', async () => {
  await scene('kill');
  await eventually('patience ends', async () => state() !== 'lost' && state() !== 'connected');
  assert.deepEqual(await linesOf('dsp.nodes'), []);
  assert.equal(message(), '');
});

hostTest(`with no view open there is no request and no timer in ${quietSeconds} seconds`, async (t) => {
  const { url } = await scene('platform', {});
  assert.ok(url);
  timers.forget();
  await useAddress((await scene('door', 'open')).url);
  await showViews();
  await eventually('it is connected', async () => state() === 'connected');
  assert.ok((await scene('requests')).length > 0, 'the door counts nothing');
  assert.ok(timers.count > 0, 'no timer is seen');
  await hideViews();
  await eventually('the views are gone', async () => spy.trees.get('dsp.nodes')?.view.visible === false);
  await sleep(500);
  await scene('forget');
  timers.forget();
  await sleep(quietSeconds * 1_000);
  assert.deepEqual(await scene('requests'), []);
  assert.deepEqual(timers.active(), []);
  t.note(`${quietSeconds} s without a request, and without a timer that was set, waited or went off`);
  await useNoAddress();
});

function message(): string {
  return spy.trees.get('dsp.nodes')?.view.message ?? '';
}
