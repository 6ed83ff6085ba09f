import assert from 'node:assert/strict';
import { eventually } from '../../page/support/eventually.ts';
import { hostTest } from './host-test.ts';
import { hideViews, linesOf, scene, showViews, spy, useAddress, useNoAddress } from './stage.ts';
import { threadTimeMs } from './thread-time.ts';

const nodes = 200;
const storm = { changesPerSecond: 10, seconds: 10 };
/** More often nobody can read it; with some to begin and to end. */
const mostRefreshes = storm.seconds * 4;

hostTest(
  `${nodes} nodes that change ten times a second leave the host nine tenths of its time`,
  async (t) => {
    await useAddress((await scene('platform', { moreNodes: nodes - 2 })).url);
    await showViews();
    await eventually('all nodes are shown', async () => (await linesOf('dsp.nodes')).length === nodes);
    const tree = spy.trees.get('dsp.nodes');
    assert.ok(tree);
    const refreshes = tree.refreshes;
    const [before, started] = [threadTimeMs(), performance.now()];
    const { published } = await scene('storm', storm);
    const busy = (threadTimeMs() - before) / (performance.now() - started);
    const drawn = tree.refreshes - refreshes;
    t.note(
      `${published} changes in ${storm.seconds} s: busy ${percent(busy)} of the time, drawn ${drawn} times`,
    );
    await hideViews();
    await useNoAddress();
    assert.ok(drawn > 0, 'nothing was drawn');
    assert.ok(drawn <= mostRefreshes, `drawn ${drawn} times`);
    assert.ok(busy < 0.1, `busy ${percent(busy)}`);
  },
);

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
