import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultPlace, faultTitle, secondsLeft } from './fault-words.ts';

test('a fault is told by its kind and what it is set to', () => {
  assert.equal(
    faultTitle({ kind: 'latency', params: { delayMs: 200, jitterMs: 50, distribution: 'uniform' } }),
    'latency 200 ± 50 ms',
  );
  assert.equal(faultTitle({ kind: 'loss', params: { percent: 12.5, correlationPercent: 0 } }), 'loss 12.5 %');
  assert.equal(faultTitle({ kind: 'partition', params: { mode: 'drop' } }), 'partition drop');
});

test('a place says the direction as an arrow when there is another end', () => {
  const scope = { direction: 'egress', protocol: 'any' } as const;
  assert.equal(faultPlace({ targets: ['a'], scope: null }), 'a');
  assert.equal(faultPlace({ targets: ['a', 'b'], scope }), 'a, b, egress');
  assert.equal(faultPlace({ targets: ['a'], scope: { ...scope, peers: { nodes: ['b'] } } }), 'a → b');
  assert.equal(
    faultPlace({ targets: ['a'], scope: { ...scope, direction: 'ingress', peers: { nodes: ['b'] } } }),
    'a ← b',
  );
});

test('no time left is never less than none', () => {
  const endsAt = '2026-01-01T00:01:00.000Z';
  assert.equal(secondsLeft({ endsAt }, Date.parse('2026-01-01T00:00:30.000Z')), 30);
  assert.equal(secondsLeft({ endsAt }, Date.parse('2026-01-01T00:02:00.000Z')), 0);
});
