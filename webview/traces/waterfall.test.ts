import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Span, Trace } from '../../contract/traces.ts';
import { faultsIn, spanRows, touches } from './waterfall.ts';

const span = (spanId: string, parentId: string | null, offsetMs: number): Span =>
  ({ spanId, parentId, offsetMs, node: 'service-a', service: 'a' }) as Span;
const trace = { startedAt: '2026-01-01T00:00:10.000Z', durationMs: 1_000 } as Trace;
const fault = (activeAt: string | null, endedAt: string | null, targets = ['service-b']): Fault =>
  ({ activeAt, endedAt, targets, scope: null }) as unknown as Fault;

test('children stand under their parents, siblings by time', () => {
  const rows = spanRows([
    span('c2', 'root', 20),
    span('root', null, 0),
    span('c1', 'root', 10),
    span('g', 'c2', 25),
  ]);
  assert.deepEqual(
    rows.map(({ span: { spanId }, depth }) => [spanId, depth]),
    [
      ['root', 0],
      ['c1', 1],
      ['c2', 1],
      ['g', 2],
    ],
  );
});

test('a span whose parent was lost is shown all the same', () => {
  assert.deepEqual(
    spanRows([span('orphan', 'never-came', 5)]).map(({ depth }) => depth),
    [0],
  );
});

test('faults are cut to the time of the trace', () => {
  const now = Date.parse('2026-01-01T00:01:00.000Z');
  const found = faultsIn(
    trace,
    [
      fault('2026-01-01T00:00:10.400Z', null),
      fault('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:10.200Z'),
      fault('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.000Z'),
      fault('2026-01-01T00:00:30.000Z', null),
      fault(null, null),
    ],
    now,
  );
  assert.deepEqual(
    found.map(({ fromMs, toMs }) => [fromMs, toMs]),
    [
      [400, 1_000],
      [0, 200],
    ],
  );
});

test('a fault touches the spans of its targets and of its peers', () => {
  const here = span('s', null, 0);
  assert.equal(touches(fault(null, null), here), false);
  assert.equal(touches(fault(null, null, ['service-a']), here), true);
  const link = { ...fault(null, null), scope: { peers: { nodes: ['service-a'] } } } as unknown as Fault;
  assert.equal(touches(link, here), true);
});
