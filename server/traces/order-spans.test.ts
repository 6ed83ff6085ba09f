import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Span } from '../../contract/traces.ts';
import { inOrder } from './order-spans.ts';

const span = (spanId: string, parentId: string | null, offsetMs: number): Span =>
  ({ spanId, parentId, offsetMs }) as Span;
const ids = (spans: readonly Span[]): string[] => spans.map(({ spanId }) => spanId);

test('a call that begins in the same millisecond as its caller comes after it', () => {
  const told = [span('call', 'caller', 0), span('caller', 'somebody unknown', 0)];
  assert.deepEqual(ids(inOrder(told)), ['caller', 'call']);
});

test('by their times, as long as nobody is before its caller', () => {
  const told = [span('c', 'a', 7), span('d', 'b', 5), span('b', 'a', 4), span('a', null, 0)];
  assert.deepEqual(ids(inOrder(told)), ['a', 'b', 'd', 'c']);
});

test('whatever the clocks say, no span comes before its parent, and none is lost', () => {
  const trees = fc.array(fc.record({ parent: fc.nat(), offsetMs: fc.integer({ min: 0, max: 5 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(trees, fc.nat(), (drawn, turn) => {
      const spans = drawn.map(({ parent, offsetMs }, place) =>
        span(`${place}`, place === 0 ? null : `${parent % place}`, offsetMs),
      );
      const told = [...spans.slice(turn % spans.length), ...spans.slice(0, turn % spans.length)];
      const order = ids(inOrder(told));
      assert.deepEqual(order.toSorted(), ids(spans).toSorted());
      for (const { spanId, parentId } of spans) {
        assert.ok(parentId === null || order.indexOf(parentId) < order.indexOf(spanId));
      }
    }),
  );
});

test('a circle of parents comes to an end', () => {
  assert.deepEqual(ids(inOrder([span('a', 'b', 1), span('b', 'a', 0)])).toSorted(), ['a', 'b']);
});
