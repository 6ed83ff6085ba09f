import assert from 'node:assert/strict';
import test from 'node:test';
import type { Claim } from '../../claim.ts';
import { findInForce, findWithdrawn } from './evidence.ts';
import type { Applied, KernelEvidence } from './protocol.ts';

const claim: Claim = {
  faultId: 'f-1',
  node: 'service-a',
  kind: 'latency',
  params: {},
  scope: { direction: 'ingress', protocol: 'any' },
  driver: 'shaper',
  createdAt: '2030-01-01T00:00:00Z',
  durationSeconds: 60,
};

function applied(rules: string[], evidence: Partial<KernelEvidence>): Applied {
  return { rules, interface: 'eth0', evidence: { tables: [], device: null, routes: [], ...evidence } };
}

const withoutQueue: KernelEvidence = {
  tables: [],
  device: { name: 'dsp-shaper', state: 'unknown' },
  routes: ['172.18.0.5/32 dev dsp-shaper'],
  pathChecks: [{ interface: 'eth0', strict: true, reader: true }],
};

test('without a queue, ingress is in force when the kernel drops what the shaper reads and lets in again', () => {
  const finding = findInForce(claim, applied(['f-1'], withoutQueue));
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /reverse path filter of eth0 strict/);
  for (const missing of [
    { pathChecks: [] },
    { pathChecks: [{ interface: 'eth0', strict: false, reader: true }] },
    { pathChecks: [{ interface: 'eth0', strict: true, reader: false }] },
    { routes: [] },
    { device: null },
  ]) {
    const found = findInForce(claim, applied(['f-1'], { ...withoutQueue, ...missing }));
    assert.equal(found.holds, false, JSON.stringify(missing));
  }
});

test('nothing is withdrawn while the kernel goes on dropping', () => {
  const left = { pathChecks: withoutQueue.pathChecks };
  assert.equal(findWithdrawn(claim, applied([], left), []).holds, false);
  assert.equal(findWithdrawn(claim, applied([], {}), []).holds, true);
});
