import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import { faultsBetween } from './edge-faults.ts';

function fault(fields: Partial<Fault>): Fault {
  const scope = { direction: 'egress', protocol: 'any' };
  return { id: 'f-1', state: 'active', targets: ['b'], scope, ...fields } as Fault;
}
const scope = (peers: string[]): Fault['scope'] => ({
  direction: 'ingress',
  protocol: 'any',
  peers: { nodes: peers },
});

test('a fault on either end is on the calls between them', () => {
  assert.deepEqual(faultsBetween([fault({})], 'a', 'b'), ['f-1']);
  assert.deepEqual(faultsBetween([fault({})], 'b', 'c'), ['f-1']);
  assert.deepEqual(faultsBetween([fault({})], 'a', 'c'), []);
});

test('a fault on one link is on no other', () => {
  const onLink = [fault({ scope: scope(['a']) })];
  assert.deepEqual(faultsBetween(onLink, 'a', 'b'), ['f-1']);
  assert.deepEqual(faultsBetween(onLink, 'load', 'b'), []);
});

test('a fault that is not active, or not of the network, is on no edge', () => {
  assert.deepEqual(faultsBetween([fault({ state: 'ended' }), fault({ state: 'starting' })], 'a', 'b'), []);
  assert.deepEqual(faultsBetween([fault({ scope: null })], 'a', 'b'), []);
  assert.deepEqual(faultsBetween([fault({ state: 'ending' })], 'a', 'b'), ['f-1']);
});
