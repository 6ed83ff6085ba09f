import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { FaultTargets } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import { selectTargets } from './select-targets.ts';

function node(name: string, labels: Record<string, string> = {}): Node {
  return {
    name,
    labels,
    state: 'running',
    health: 'none',
    language: null,
    image: 'lab/x:1',
    addresses: [],
    startedAt: null,
    restarts: 0,
    exitCode: null,
    faults: [],
  };
}

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/), {
  minLength: 1,
  maxLength: 30,
});
const seed = fc.nat(2 ** 31 - 1);
const share = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ percent: fc.double({ min: 0.001, max: 100, noNaN: true }) }),
  fc.constant({}),
) as fc.Arbitrary<Pick<FaultTargets, 'count' | 'percent'>>;

test('a draw has the right number of nodes, each once, all of them matching, sorted by name', () => {
  fc.assert(
    fc.property(names, seed, share, (all, number, wanted) => {
      const { targets: chosen } = selectTargets(
        { nodes: all, seed: number, ...wanted },
        all.map((name) => node(name)),
      );
      const { count, percent } = wanted;
      const expected =
        count ?? (percent === undefined ? all.length : Math.ceil((all.length * percent) / 100));
      assert.equal(chosen.length, Math.min(all.length, expected));
      assert.ok(chosen.length >= 1);
      assert.equal(new Set(chosen).size, chosen.length);
      assert.ok(chosen.every((name) => all.includes(name)));
      assert.deepEqual(chosen, [...chosen].sort());
    }),
  );
});

test('the same seed and nodes give the same draw, in whatever order the nodes are known', () => {
  fc.assert(
    fc.property(names, seed, share, fc.integer(), (all, number, wanted, turn) => {
      const nodes = all.map((name) => node(name, { tier: 'x' }));
      const at = Math.abs(turn) % nodes.length;
      const turned = [...nodes.slice(at), ...nodes.slice(0, at)].reverse();
      const targets = { labels: { tier: 'x' }, seed: number, ...wanted };
      assert.deepEqual(selectTargets(targets, turned), selectTargets(targets, nodes));
    }),
  );
});

test('over many seeds every node is drawn about as often as any other', () => {
  const all = Array.from({ length: 10 }, (_, number) => node(`n-${number}`));
  const times = new Map<string, number>();
  for (let number = 0; number < 5_000; number += 1) {
    const targets = { nodes: all.map(({ name }) => name), count: 3, seed: number };
    for (const name of selectTargets(targets, all).targets) times.set(name, (times.get(name) ?? 0) + 1);
  }
  // Binomial with n = 5000, p = 0.3: the mean is 1500, six standard deviations are 195.
  for (const [name, number] of times) assert.ok(Math.abs(number - 1_500) < 195, `${name}: ${number}`);
});

test('labels match only when all of them are equal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2')), { minLength: 1 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'), { minKeys: 1 }),
      (labels, wanted) => {
        const nodes = labels.map((each, number) => node(`n-${number}`, each));
        const matching = nodes.filter((each) =>
          Object.entries(wanted).every(([key, value]) => each.labels[key] === value),
        );
        if (matching.length === 0) {
          assert.throws(() => selectTargets({ labels: wanted, seed: 1 }, nodes), { code: 'no-target' });
        } else {
          const { targets: chosen } = selectTargets({ labels: wanted, seed: 1 }, nodes);
          assert.deepEqual(chosen, matching.map(({ name }) => name).sort());
        }
      },
    ),
  );
});

test('unknown names are all named, with those that are known', () => {
  const nodes = [node('service-b'), node('service-a')];
  assert.throws(
    () => selectTargets({ nodes: ['service-a', 'x', 'y'], seed: 1 }, nodes),
    (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.code, 'node-not-found');
      assert.equal(error.detail, 'There is no node "x", "y". Known nodes: service-a, service-b.');
      return true;
    },
  );
  assert.throws(() => selectTargets({ nodes: ['x'], seed: 1 }, []), /Known nodes: none\./);
});

test('of the nodes that labels match, those that cannot be faulted are left out before the draw', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => node(name, { tier: 'x' }));
  const whyNot = (name: string): string | undefined =>
    name === 'b' ? 'The node "b" is stopped.' : undefined;
  for (let seed = 0; seed < 20; seed += 1) {
    const { targets, leftOut } = selectTargets({ labels: { tier: 'x' }, count: 3, seed }, all, whyNot);
    assert.deepEqual(targets, ['a', 'c', 'd']);
    assert.deepEqual(leftOut, [{ node: 'b', reason: 'The node "b" is stopped.' }]);
  }
  const allDown = (name: string): string => `The node "${name}" is stopped.`;
  assert.throws(() => selectTargets({ labels: { tier: 'x' }, seed: 1 }, all, allDown), {
    code: 'node-not-running',
    detail: all.map(({ name }) => allDown(name)).join(' '),
  });
});

test('a node that is named and cannot be faulted is refused, unless the draw passes it by', () => {
  const all = ['a', 'b'].map((name) => node(name));
  const whyNot = (name: string): string | undefined => (name === 'b' ? 'stopped' : undefined);
  assert.throws(() => selectTargets({ nodes: ['a', 'b'], seed: 1 }, all, whyNot), {
    code: 'node-not-running',
  });
  const draw = (seed: number): unknown =>
    selectTargets({ nodes: ['a', 'b'], count: 1, seed }, all, whyNot).targets;
  const outcomes = Array.from({ length: 20 }, (_, seed) => {
    try {
      return String(draw(seed));
    } catch (error) {
      return (error as ProblemError).code;
    }
  });
  assert.deepEqual([...new Set(outcomes)].sort(), ['a', 'node-not-running']);
});
