import assert from 'node:assert/strict';
import test from 'node:test';
import { activeFault, faultIn } from '../support/faults.ts';
import { startPlatform } from '../support/platform.ts';

const targets = { nodes: ['service-b'] };

for (const driver of ['engine', 'pumba'] as const) {
  test(`a kill by ${driver} crashes the node; its end starts the node again`, async (t) => {
    const platform = await startPlatform(t);
    const fault = await activeFault(platform, { kind: 'kill', targets, driver });
    assert.equal(fault.state, 'active');
    assert.equal(platform.engine.node('service-b').state, 'stopped');
    assert.match(fault.evidence[0]?.observed ?? '', /state stopped, exit code 137/);
    const { nodes } = await platform.call('nodeList', {});
    const node = nodes.find(({ name }) => name === 'service-b');
    assert.deepEqual([node?.state, node?.exitCode], ['stopped', 137]);
    const ended = await platform.call('faultEnd', { params: { id: fault.id } });
    assert.equal(ended.state, 'ended');
    assert.equal(platform.engine.node('service-b').state, 'running');
  });

  test(`a node that somebody starts after a kill by ${driver} has recovered and is not killed again`, async (t) => {
    const platform = await startPlatform(t);
    const fault = await activeFault(platform, { kind: 'kill', targets, driver });
    platform.engine.node('service-b').start();
    // Both events of the node have been acted on when those of another one have.
    const other = await activeFault(platform, {
      kind: 'restart',
      targets: { nodes: ['service-a'] },
      driver: 'engine',
    });
    await faultIn(platform, other.id, 'ended');
    assert.equal(platform.engine.node('service-b').state, 'running');
    assert.equal((await platform.call('faultEnd', { params: { id: fault.id } })).state, 'ended');
  });

  test(`SIGSTOP by ${driver} halts the process, which is seen and ended by SIGCONT`, async (t) => {
    const platform = await startPlatform(t);
    const params = { signal: 'SIGSTOP' } as const;
    const fault = await activeFault(platform, { kind: 'kill', params, targets, driver });
    const node = platform.engine.node('service-b');
    assert.equal(node.isHalted, true);
    assert.equal(node.state, 'running');
    assert.match(fault.evidence[0]?.observed ?? '', /^main process stopped \(T\)/);
    const ended = await platform.call('faultEnd', { params: { id: fault.id } });
    assert.equal(ended.state, 'ended');
    assert.equal(node.isHalted, false);
    assert.deepEqual(node.signals, ['SIGSTOP', 'SIGCONT']);
    assert.match(ended.evidence.at(-1)?.observed ?? '', /main process not stopped/);
  });

  test(`a restart by ${driver} is over as soon as the node runs again`, async (t) => {
    const platform = await startPlatform(t);
    const { id, createdAt } = await activeFault(platform, { kind: 'restart', targets, driver });
    const fault = await faultIn(platform, id, 'ended', 'failed');
    assert.equal(fault.endReason, 'completed');
    assert.deepEqual(
      fault.steps.map(({ state }) => state),
      ['starting', 'active', 'ending', 'ended'],
    );
    assert.match(fault.evidence[0]?.expected ?? '', /^started after /);
    const { startedAt, state } = platform.engine.node('service-b').view;
    assert.equal(state, 'running');
    assert.ok((startedAt ?? '') > createdAt);
  });
}

test('a signal that a process may handle as it likes is only claimed to have been sent', async (t) => {
  const platform = await startPlatform(t);
  const params = { signal: 'SIGUSR1' } as const;
  const fault = await activeFault(platform, { kind: 'kill', params, targets, driver: 'engine' });
  assert.equal(fault.evidence[0]?.expected, 'SIGUSR1 sent');
  assert.match(fault.evidence[0].observed, /^sent; state running/);
  assert.equal((await platform.call('faultEnd', { params: { id: fault.id } })).state, 'ended');
  assert.deepEqual(platform.engine.node('service-b').signals, ['SIGUSR1']);
});

test('a node that a SIGTERM ended is started again at the end', async (t) => {
  const platform = await startPlatform(t);
  const params = { signal: 'SIGTERM' } as const;
  const fault = await activeFault(platform, { kind: 'kill', params, targets, driver: 'engine' });
  assert.equal(platform.engine.node('service-b').view.exitCode, 143);
  assert.equal((await platform.call('faultEnd', { params: { id: fault.id } })).state, 'ended');
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('of two faults that halt a process, the first to end leaves it halted', async (t) => {
  const platform = await startPlatform(t);
  const params = { signal: 'SIGSTOP' } as const;
  const halt = () => activeFault(platform, { kind: 'kill', params, targets, driver: 'engine' });
  const [first, second] = [await halt(), await halt()];
  assert.equal((await platform.call('faultEnd', { params: { id: first.id } })).state, 'ended');
  assert.equal(platform.engine.node('service-b').isHalted, true);
  assert.equal((await platform.call('faultEnd', { params: { id: second.id } })).state, 'ended');
  assert.equal(platform.engine.node('service-b').isHalted, false);
});
