import assert from 'node:assert/strict';
import test from 'node:test';
import { ProblemError } from '../../../contract/problems.ts';
import { call } from './connection.ts';

function refusal(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(HTTP code ${statusCode}) ${message}`), { statusCode, json: { message } });
}

async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProblemError);
  return error;
}

test("what the engine refuses is a problem in the engine's own words", async () => {
  const problem = await problemOf(call('pause b', () => Promise.reject(refusal(500, 'cgroup is busy'))));
  assert.equal(problem.code, 'engine-failed');
  assert.equal(problem.detail, 'Could not pause b: cgroup is busy');
});

test('what already is as asked is a success', async () => {
  const answer = await call('stop b', () => Promise.reject(refusal(304, 'already stopped')), {
    accept: [304],
  });
  assert.equal(answer, undefined);
  const problem = await problemOf(
    call('stop b', () => Promise.reject(refusal(404, 'gone')), { accept: [304] }),
  );
  assert.equal(problem.code, 'engine-failed');
});

test('an engine that does not answer is away', async () => {
  const hanging = call('inspect b', () => new Promise(() => undefined), { deadlineMs: 20 });
  const problem = await problemOf(hanging);
  assert.equal(problem.code, 'engine-unreachable');
  assert.match(problem.detail ?? '', /No answer to: inspect b/);
});

test('a socket that is not there, or may not be used, is told with what to do', async () => {
  const absent = Object.assign(new Error('connect ENOENT /var/run/docker.sock'), { code: 'ENOENT' });
  const forbidden = Object.assign(new Error('connect EACCES /var/run/docker.sock'), { code: 'EACCES' });
  assert.equal((await problemOf(call('x', () => Promise.reject(absent)))).code, 'engine-unreachable');
  const problem = await problemOf(call('x', () => Promise.reject(forbidden)));
  assert.match(problem.detail ?? '', /its group must own it/);
});

test('a problem that is named already stays what it is', async () => {
  const named = new ProblemError('node-not-found', 'There is no node "b".');
  assert.equal(await problemOf(call('x', () => Promise.reject(named))), named);
});

test('an answer is given back', async () => {
  assert.equal(await call('x', () => Promise.resolve(7)), 7);
});
