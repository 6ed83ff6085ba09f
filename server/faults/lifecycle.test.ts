import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { FakeEngine } from '../../test/support/fake-engine.ts';
import type { Claim } from './claim.ts';
import { bring, mergedState, releaseLife, type HeldState } from './lifecycle.ts';

type Wish = 'pause' | 'stop' | 'crash' | 'halt' | 'signal' | 'restart';

function claim(wish: Wish, faultId = `f-${wish}`): Claim {
  const common = {
    faultId,
    node: 'n',
    scope: null,
    driver: 'engine',
    createdAt: '',
    durationSeconds: 60,
  } as const;
  switch (wish) {
    case 'pause':
      return { ...common, kind: 'pause', params: {} };
    case 'stop':
      return { ...common, kind: 'stop', params: { graceSeconds: 1 } };
    case 'restart':
      return { ...common, kind: 'restart', params: { graceSeconds: 1 } };
    case 'crash':
      return { ...common, kind: 'kill', params: { signal: 'SIGKILL' } };
    case 'halt':
      return { ...common, kind: 'kill', params: { signal: 'SIGSTOP' } };
    case 'signal':
      return { ...common, kind: 'kill', params: { signal: 'SIGUSR1' } };
  }
}

const wish = fc.constantFrom<Wish>('pause', 'stop', 'crash', 'halt', 'signal', 'restart');
const state = fc.constantFrom<HeldState>('running', 'paused', 'stopped');

test('claims are merged to the strongest of them, in whatever order they came', () => {
  fc.assert(
    fc.property(fc.array(wish), fc.integer(), (wishes, turn) => {
      const claims = wishes.map((each) => claim(each));
      const expected = wishes.some((each) => each === 'stop' || each === 'crash')
        ? 'stopped'
        : wishes.includes('pause')
          ? 'paused'
          : 'running';
      assert.equal(mergedState(claims), expected);
      assert.equal(mergedState(claims.toReversed()), expected);
      const at = claims.length === 0 ? 0 : Math.abs(turn) % claims.length;
      assert.equal(mergedState([...claims.slice(at), ...claims.slice(0, at)]), expected);
    }),
  );
});

test('a node can be brought from every state to every other, and is left alone where it already is', async () => {
  for (const from of ['running', 'paused', 'stopped'] as const) {
    for (const to of ['running', 'paused', 'stopped'] as const) {
      const fake = new FakeEngine();
      const node = fake.addNode('n', { state: from });
      await bring(fake.connect().engine, 'n', to);
      assert.equal(node.state, to, `${from} to ${to}`);
      if (from === to) assert.deepEqual(fake.calls, ['inspect n']);
    }
  }
});

test('a node that is gone is brought nowhere and holds nothing', async () => {
  const { engine } = new FakeEngine().connect();
  await bring(engine, 'n', 'paused');
  for (const each of ['pause', 'stop', 'crash', 'halt'] as const) {
    const finding = await releaseLife(engine, claim(each), []);
    assert.deepEqual([finding.holds, finding.observed], [true, 'the node is gone']);
  }
});

test('whatever claims are released in whatever order, from whatever state: the node is as the rest want it', async () => {
  const wishes = fc.uniqueArray(wish, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(wishes, state, fc.boolean(), async (all, before, isHalted) => {
      const fake = new FakeEngine();
      const node = fake.addNode('n', { state: before });
      node.isHalted = isHalted && before !== 'stopped' && all.includes('halt');
      const { engine } = fake.connect();
      let rest = all.map((each) => claim(each));
      while (rest.length > 0) {
        const [first, ...others] = rest as [Claim, ...Claim[]];
        const finding = await releaseLife(engine, first, others);
        assert.equal(finding.holds, true, finding.observed);
        assert.equal(node.state, mergedState(others));
        rest = others;
      }
      assert.equal(node.isHalted, false);
    }),
    { numRuns: 60 },
  );
});
