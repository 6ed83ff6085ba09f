import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { labEngine } from '../../test/support/platform.ts';
import { createEventHub } from '../events/hub.ts';
import { createNodeRegistry } from '../nodes/registry.ts';
import { createUsageFollower } from './node-usage.ts';

test('a follower outlives an engine that goes away, and follows again when it is back', async () => {
  const { engine } = labEngine().connect();
  let streams = 0;
  const nodes: typeof engine.nodes = {
    ...engine.nodes,
    // As with an engine that is killed: the stream ends.
    // eslint-disable-next-line require-yield
    async *usage() {
      streams += 1;
    },
  };
  const hub = createEventHub(() => new Date());
  const log = (): void => undefined;
  const registry = createNodeRegistry({ engine, hub, log, faultsOn: () => [] });
  const usage = createUsageFollower({ ...engine, nodes }, registry);
  await registry.refreshAll();
  usage.follow('service-a');
  registry.lose('the daemon was killed');
  await sleep(700);
  assert.equal(streams, 1);
  await registry.refreshAll();
  usage.follow('service-a');
  assert.equal(streams, 2);
  usage.close();
});
