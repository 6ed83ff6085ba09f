import assert from 'node:assert/strict';
import test from 'node:test';
import { startPlatform } from '../support/platform.ts';

const latency = { kind: 'latency', targets: { nodes: ['service-b'] } } as const;

test('a peer that is no node is told, with the nodes that there are', async (t) => {
  const platform = await startPlatform(t);
  const request = platform.call('faultCreate', {
    body: { ...latency, targets: { nodes: ['service-b'] }, peers: { nodes: ['nobody'] } },
  });
  await assert.rejects(request, { code: 'node-not-found', message: /"nobody".*service-a, service-b/ });
});

test('a target among its own peers is refused', async (t) => {
  const platform = await startPlatform(t);
  const request = platform.call('faultCreate', {
    body: { ...latency, targets: { nodes: ['service-a', 'service-b'] }, peers: { nodes: ['service-a'] } },
  });
  await assert.rejects(request, { code: 'invalid-request', message: /cannot be a peer of itself/ });
});

test('a partition that names one side only is refused', async (t) => {
  const platform = await startPlatform(t);
  const request = platform.call('faultCreate', {
    body: { kind: 'partition', targets: { nodes: ['service-b'] } },
  });
  await assert.rejects(request, { code: 'invalid-request' });
});

test('Pumba by name for packets, on a kernel without netem, is refused with who can do it', async (t) => {
  const platform = await startPlatform(t);
  const request = platform.call('faultCreate', {
    body: { ...latency, targets: { nodes: ['service-b'] }, driver: 'pumba' },
  });
  await assert.rejects(request, { code: 'driver-unavailable', message: /no netem.*"auto" or "shaper"/ });
});

test('auto passes Pumba by where the kernel has no netem, and says so', async (t) => {
  const platform = await startPlatform(t);
  const plan = await platform.call('faultCreate', {
    body: { ...latency, targets: { nodes: ['service-b'] }, dryRun: true },
  });
  assert.equal(plan.driver, 'shaper');
  assert.match(plan.driverReason, /pumba: This kernel has no netem/);
});

for (const [field, body] of [
  ['params.percent', { kind: 'loss', params: { percent: 101 } }],
  ['params.delayMs', { kind: 'latency', params: { delayMs: -1 } }],
  ['params.rateKbps', { kind: 'bandwidth', params: { rateKbps: 1 } }],
  ['params.cores', { kind: 'cpu', params: { cores: 0 } }],
] as const) {
  test(`${field} out of range is refused with its bound`, async (t) => {
    const platform = await startPlatform(t);
    const answer = await platform.ask({
      method: 'POST',
      path: '/api/faults',
      body: { ...body, targets: { nodes: ['service-b'] } },
    });
    assert.equal(answer.status, 400);
    const { errors } = answer.json as { errors: { field: string }[] };
    assert.ok(errors.some((error) => error.field === field));
  });
}
