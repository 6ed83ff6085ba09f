import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Topology } from '../../contract/topology.ts';
import { remember } from './remember.ts';

const edge = (from: string, to: string, rps = 5) => ({
  from,
  to,
  kind: 'call' as const,
  transport: null,
  receivedRps: null,
  rps,
  errorPercent: 0,
  p95Ms: 10,
  faults: [],
});
const topology = (nodes: Topology['nodes'], edges: Topology['edges']): Topology => ({
  time: '',
  nodes,
  edges,
});
const a = { name: 'a', kind: 'node' } as const;
const b = { name: 'b', kind: 'node' } as const;
const load = { name: 'load', kind: 'load' } as const;

test('load that has ended stays on the map, as quiet', () => {
  const before = remember(undefined, topology([a, b, load], [edge('load', 'a'), edge('a', 'b')]));
  const after = remember(before, topology([a, b], [edge('a', 'b', 0)]));
  assert.deepEqual(
    after.nodes.map(({ name }) => name),
    ['a', 'b', 'load'],
  );
  assert.deepEqual(
    after.edges.map(({ from, to, isQuiet, p95Ms }) => [from, to, isQuiet, p95Ms]),
    [
      ['a', 'b', true, 10],
      ['load', 'a', true, null],
    ],
  );
});

test('a node that is no more goes with its calls', () => {
  const before = remember(undefined, topology([a, b], [edge('a', 'b')]));
  const after = remember(before, topology([a], []));
  assert.deepEqual(after, { nodes: [a], edges: [] });
});
