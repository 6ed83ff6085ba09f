import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { explainExit, lastErrorOf } from './k6-exit.ts';

function explain(exitCode: number | null, lastError?: string, outOfMemory = false) {
  return explainExit({ exitCode, outOfMemory }, lastError);
}

test('k6 that came to its end has finished, also with a threshold that was crossed', () => {
  assert.equal(explain(0).state, 'finished');
  assert.equal(explain(99).state, 'finished');
  assert.match(explain(99).reason, /threshold/);
});

test('k6 that was asked to end was stopped, whatever it complained of', () => {
  for (const code of [103, 105, 108]) {
    const { state, reason } = explain(code, 'test run was aborted because k6 received a signal');
    assert.equal(state, 'stopped');
    assert.doesNotMatch(reason, /aborted/);
  }
});

test("every other end is a failure, in k6's own words where there are any", () => {
  for (const code of [1, 2, 100, 101, 104, 106, 107, 109, 110, 137, 139, 255]) {
    const { state, reason } = explain(code, 'words of k6');
    assert.equal(state, 'failed', String(code));
    assert.match(reason, /k6 says: words of k6$/);
    assert.doesNotMatch(explain(code).reason, /says/);
  }
  assert.match(explain(2).reason, /exit code 2/);
});

test('want of memory is told as that', () => {
  assert.match(explain(137, undefined, true).reason, /more memory than it may/);
  assert.doesNotMatch(explain(137).reason, /memory/);
});

test('a job that never ran says so', () => {
  assert.deepEqual(explain(null), { state: 'failed', reason: 'The job never started.' });
});

test("the last error in k6's log is found among other lines", async () => {
  const log = await readFile(
    new URL('../../test/support/k6-samples/config-error.err', import.meta.url),
    'utf8',
  );
  assert.match(lastErrorOf(log.split('\n')) ?? '', /cannot unmarshal number 0\.5/);
  assert.equal(
    lastErrorOf([
      '{"level":"error","msg":"first"}',
      '{"level":"fatal","msg":"second"}',
      '{"level":"warning","msg":"Request Failed"}',
      'plain text of a script with the word error',
      'null',
      '7',
    ]),
    'second',
  );
  assert.equal(lastErrorOf([]), undefined);
  assert.equal(lastErrorOf(['{"level":"info","msg":"x"}']), undefined);
});
