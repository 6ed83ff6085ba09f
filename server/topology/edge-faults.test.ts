import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import { faultsOnEdge } from './edge-faults.ts';

function fault(fields: Partial<Fault>): Fault {
  return { id: 'f-1', state: 'active', targets: ['b'], scope: scope({}), ...fields } as Fault;
}
function scope(fields: Partial<NonNullable<Fault['scope']>>): NonNullable<Fault['scope']> {
  return { direction: 'egress', protocol: 'any', ...fields };
}
const call = (from: string, to: string) => ({ from, to, kind: 'call', transport: null }) as const;
const message = (from: string, to: string) => ({ from, to, kind: 'message', transport: 'udp' }) as const;

test('a fault on either end is on the calls between them', () => {
  assert.deepEqual(faultsOnEdge([fault({})], call('a', 'b')), ['f-1']);
  assert.deepEqual(faultsOnEdge([fault({})], call('b', 'c')), ['f-1']);
  assert.deepEqual(faultsOnEdge([fault({})], call('a', 'c')), []);
});

test('a fault on one link is on no other', () => {
  const onLink = [fault({ scope: scope({ direction: 'ingress', peers: { nodes: ['a'] } }) })];
  assert.deepEqual(faultsOnEdge(onLink, call('a', 'b')), ['f-1']);
  assert.deepEqual(faultsOnEdge(onLink, call('load', 'b')), []);
});

test('a fault that is not active, or not of the network, is on no edge', () => {
  const inactive = [fault({ state: 'ended' }), fault({ state: 'starting' })];
  assert.deepEqual(faultsOnEdge(inactive, call('a', 'b')), []);
  assert.deepEqual(faultsOnEdge([fault({ scope: null })], call('a', 'b')), []);
  assert.deepEqual(faultsOnEdge([fault({ state: 'ending' })], call('a', 'b')), ['f-1']);
});

test('a fault for another protocol is not on the edge', () => {
  const [udp, tcp] = [
    fault({ scope: scope({ protocol: 'udp' }) }),
    fault({ scope: scope({ protocol: 'tcp' }) }),
  ];
  assert.deepEqual(faultsOnEdge([udp], call('a', 'b')), []);
  assert.deepEqual(faultsOnEdge([tcp], call('a', 'b')), ['f-1']);
  assert.deepEqual(faultsOnEdge([tcp], message('b', 'c')), []);
  assert.deepEqual(faultsOnEdge([udp], message('b', 'c')), ['f-1']);
});

test('messages go one way: only what leaves the sender or reaches the receiver is on them', () => {
  const leaving = [fault({})];
  assert.deepEqual(faultsOnEdge(leaving, message('b', 'c')), ['f-1']);
  assert.deepEqual(faultsOnEdge(leaving, message('a', 'b')), []);
  const reaching = [fault({ scope: scope({ direction: 'ingress' }) })];
  assert.deepEqual(faultsOnEdge(reaching, message('a', 'b')), ['f-1']);
  const both = [fault({ scope: scope({ direction: 'both' }) })];
  assert.deepEqual(faultsOnEdge(both, message('a', 'b')), ['f-1']);
});
