import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../failure.ts';
import type { Answering } from '../host/ask.ts';
import { fakeStep } from '../testing/fake-step.ts';
import { provideEngine } from './provide-engine.ts';

async function provide(changed: {
  hasEngine?: boolean;
  isRoot?: boolean;
  answering?: Answering;
  answer?: boolean;
}) {
  const done: string[] = [];
  const step = fakeStep();
  await provideEngine({
    facts: {
      endpoint: { address: 'unix:///var/run/docker.sock', from: 'default' },
      ping: { answer: 'failed', code: 'ENOENT', message: 'connect ENOENT' },
      hasCommand: true,
      hasEngine: changed.hasEngine ?? false,
    },
    machine: {
      ...{
        platform: 'linux',
        isRoot: changed.isRoot ?? true,
        userName: 'ada',
        hasSystemd: false,
        isWsl: false,
      },
      distribution: { id: 'debian', like: [], name: 'Debian 12', codename: 'bookworm' },
    },
    means: {
      install: () => Promise.resolve(void done.push('install')),
      start: () => {
        done.push('start');
        return Promise.resolve('started in the background');
      },
    },
    step,
    signal: new AbortController().signal,
    answering: changed.answering ?? 'yes',
    ask: (question) => {
      done.push(question);
      return Promise.resolve(changed.answer ?? false);
    },
  });
  return { done, notes: step.notes };
}

test('an installed engine is started without a question', async () => {
  const { done, notes } = await provide({ hasEngine: true, answering: 'no-one' });
  assert.deepEqual(done, ['start']);
  assert.deepEqual(notes, ['started in the background']);
});

test('an engine is installed by consent, or in CI, and then started', async () => {
  assert.deepEqual((await provide({ answering: 'yes' })).done, ['install', 'start']);
  const asked = await provide({ answering: 'ask', answer: true });
  assert.match(asked.done[0] ?? '', /Install it from the packages of Debian 12 \(docker\.io\)\?/);
  assert.deepEqual(asked.done.slice(1), ['install', 'start']);
});

test('a no, nobody to ask, or a user who is not root get the exact words for doing it by hand', async () => {
  for (const changed of [{ answering: 'ask' }, { answering: 'no-one' }] as const) {
    await assert.rejects(provide(changed), (error: Failure) => {
      assert.match(
        error.remedy ?? '',
        /apt-get install -y docker\.io iptables\. Or .* npm start -- --yes\.$/,
      );
      return true;
    });
  }
  await assert.rejects(provide({ isRoot: false }), (error: Failure) => {
    assert.match(error.remedy ?? '', /sudo apt-get .* sudo usermod -aG docker ada/);
    return true;
  });
});
