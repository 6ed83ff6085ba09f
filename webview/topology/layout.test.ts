import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxHeight, boxWidth, createLayout } from './layout.ts';

const shape = {
  nodes: ['service-a', 'service-b', 'load'],
  edges: [
    { from: 'load', to: 'service-a', kind: 'call' },
    { from: 'service-a', to: 'service-b', kind: 'call' },
  ] as const,
};

test('calls go from left to right', () => {
  const { nodes, edges } = createLayout()(shape);
  const x = (name: string): number => nodes.get(name)?.x ?? Number.NaN;
  assert.ok(x('load') < x('service-a') && x('service-a') < x('service-b'));
  assert.ok((edges.get('service-a → service-b')?.points.length ?? 0) >= 2);
});

test('the same nodes and edges keep their places, in whatever order they come', () => {
  const layout = createLayout();
  const before = layout(shape);
  const again = layout({ nodes: shape.nodes.toReversed(), edges: shape.edges.toReversed() });
  assert.equal(again, before);
});

test('one who comes makes the map anew', () => {
  const layout = createLayout();
  const before = layout(shape);
  const after = layout({ ...shape, nodes: [...shape.nodes, 'service-c'] });
  assert.notEqual(after, before);
  assert.ok(after.nodes.has('service-c'));
});

test('a node that calls itself, and two that call each other, have places', () => {
  const { edges } = createLayout()({
    nodes: ['a', 'b'],
    edges: [
      { from: 'a', to: 'a', kind: 'call' },
      { from: 'a', to: 'b', kind: 'call' },
      { from: 'b', to: 'a', kind: 'call' },
    ],
  });
  assert.equal(edges.size, 3);
});

test('calls and messages between the same two have places of their own', () => {
  const { edges } = createLayout()({
    nodes: ['a', 'b'],
    edges: [
      { from: 'a', to: 'b', kind: 'call' },
      { from: 'a', to: 'b', kind: 'message' },
    ],
  });
  const [call, message] = [edges.get('a → b'), edges.get('a ⇢ b')];
  assert.notDeepEqual(call?.label, message?.label);
});

test('nodes without calls stand in rows, and over nobody', () => {
  const alone = Array.from({ length: 9 }, (_, number) => `alone-${number}`);
  const { nodes, width, height } = createLayout()({ ...shape, nodes: [...shape.nodes, ...alone] });
  const places = [...nodes.values()];
  assert.equal(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, 12);
  assert.ok(new Set(alone.map((name) => nodes.get(name)?.y)).size < alone.length, 'several in a row');
  for (const [index, { x, y }] of places.entries()) {
    assert.ok(x > 0 && x < width && y > 0 && y < height);
    const isOver = (other: { x: number; y: number }): boolean =>
      Math.abs(other.x - x) < boxWidth && Math.abs(other.y - y) < boxHeight;
    assert.ok(!places.slice(index + 1).some(isOver));
  }
});

test('a map without any call', () => {
  const { nodes, width, height } = createLayout()({ nodes: ['a', 'b'], edges: [] });
  assert.equal(nodes.size, 2);
  assert.ok(width > 2 * boxWidth && height > boxHeight);
});
