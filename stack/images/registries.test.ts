import assert from 'node:assert/strict';
import test from 'node:test';
import type { PullOutcome } from './pull-image.ts';
import { createRegistries, registryOf } from './registries.ts';

const refused: PullOutcome = { kind: 'refused', silent: false, reason: 'no route' };
const pulled: PullOutcome = { kind: 'pulled' };

test('the registry is read from the reference', () => {
  assert.equal(registryOf('debian:bookworm-slim'), 'default');
  assert.equal(registryOf('grafana/k6:1.8.1'), 'default');
  assert.equal(registryOf('registry.example/a/b:1'), 'registry.example');
  assert.equal(registryOf('localhost:5000/a:1'), 'localhost:5000');
});

test('a registry that refuses twice without giving anything is not asked again', async () => {
  const registries = createRegistries();
  let asked = 0;
  const pull = () => {
    asked++;
    return Promise.resolve(refused);
  };
  const outcomes = await Promise.all(['a:1', 'b:1', 'c:1', 'd:1'].map((name) => registries.pull(name, pull)));
  assert.equal(asked, 2);
  assert.ok(outcomes.every((outcome) => outcome.kind === 'refused' && outcome.reason === 'no route'));
});

test('a registry that does not have one image is still asked for the others', async () => {
  const registries = createRegistries();
  assert.equal((await registries.pull('a:1', () => Promise.resolve(refused))).kind, 'refused');
  assert.equal((await registries.pull('b:1', () => Promise.resolve(pulled))).kind, 'pulled');
  for (const name of ['c:1', 'd:1', 'e:1']) await registries.pull(name, () => Promise.resolve(refused));
  assert.equal((await registries.pull('f:1', () => Promise.resolve(pulled))).kind, 'pulled');
});

test('others wait only for the first sign of life, not for the whole first image', async () => {
  const registries = createRegistries();
  let finishFirst = () => undefined as void;
  const first = registries.pull('a:1', (onAnswer) => {
    onAnswer();
    return new Promise((resolve) => (finishFirst = () => resolve(pulled)));
  });
  assert.equal((await registries.pull('b:1', () => Promise.resolve(pulled))).kind, 'pulled');
  finishFirst();
  assert.equal((await first).kind, 'pulled');
});

test('each registry is judged by itself', async () => {
  const registries = createRegistries();
  for (const name of ['a:1', 'b:1']) await registries.pull(name, () => Promise.resolve(refused));
  const other = await registries.pull('registry.example/a:1', () => Promise.resolve(pulled));
  assert.equal(other.kind, 'pulled');
});
