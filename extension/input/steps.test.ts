import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSteps, type Answer } from './steps.ts';

test('steps follow each other, and one can go back', async () => {
  const asked: string[] = [];
  const answers: Answer[] = ['next', 'back', 'next', 'next'];
  const step = (name: string) => async () => {
    asked.push(name);
    return answers[asked.length - 1] ?? 'cancelled';
  };
  assert.equal(await runSteps(() => [step('a'), step('b')]), true);
  assert.deepEqual(asked, ['a', 'b', 'a', 'b']);
});

test('an answer decides what else is asked', async () => {
  let more = false;
  const asked: string[] = [];
  const first = async (): Promise<Answer> => {
    more = true;
    return 'next';
  };
  const second = async ({ totalSteps }: { totalSteps: number }): Promise<Answer> => {
    asked.push(`second of ${totalSteps}`);
    return 'next';
  };
  assert.equal(await runSteps(() => (more ? [first, second] : [first])), true);
  assert.deepEqual(asked, ['second of 2']);
});

test('who leaves, leaves all', async () => {
  assert.equal(await runSteps(() => [async () => 'cancelled']), false);
});
