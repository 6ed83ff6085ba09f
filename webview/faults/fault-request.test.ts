import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultRequestOf, portsOf, type FaultDraft } from './fault-request.ts';

const draft: FaultDraft = {
  kind: 'latency',
  isNetwork: true,
  params: { delayMs: 200 },
  targets: ['service-a'],
  peers: ['service-b'],
  direction: 'egress',
  protocol: 'any',
  ports: '',
  durationSeconds: '60',
  driver: 'auto',
};

test('a fault on one link names both of its ends', () => {
  assert.deepEqual(faultRequestOf(draft), {
    kind: 'latency',
    params: { delayMs: 200 },
    targets: { nodes: ['service-a'] },
    peers: { nodes: ['service-b'] },
    direction: 'egress',
    durationSeconds: 60,
  });
});

test('a fault that is not of the network has no scope', () => {
  assert.deepEqual(
    faultRequestOf({ ...draft, kind: 'pause', isNetwork: false, params: {}, durationSeconds: '' }),
    { kind: 'pause', targets: { nodes: ['service-a'] } },
  );
});

test('ports are read as people write them', () => {
  assert.deepEqual(portsOf(' 80, 443  8080 '), [80, 443, 8080]);
  assert.deepEqual(portsOf(''), []);
});
