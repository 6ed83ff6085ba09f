import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallError } from '../../contract/wire/call-error.ts';
import { fieldProblems, problemAt, problemsUnder, wordsOfRefusal } from './api-problems.ts';

const error = new CallError('invalid-request', 'The request is not valid.', {
  fields: [
    { field: 'params.delayMs', message: 'must be a number' },
    { field: 'params.delayMs', message: 'must be at most 60000' },
    { field: 'ports.1', message: 'must be at most 65535' },
  ],
});

test('problems are found at their fields, also inside of lists and objects', () => {
  const problems = fieldProblems(error);
  assert.equal(problemAt(problems, 'params.delayMs'), 'Must be a number.');
  assert.equal(problemAt(problems, 'ports'), 'Must be at most 65535.');
  assert.equal(problemAt(problems, 'port'), undefined);
  assert.deepEqual(problemsUnder(problems, 'params'), { delayMs: 'Must be a number.' });
});

test('an error without fields is told in its own words', () => {
  assert.deepEqual(fieldProblems(new TypeError('no')), {});
  assert.match(wordsOfRefusal(error), /^params.delayMs must be a number. .*ports.1 must be at most 65535.$/);
  assert.equal(wordsOfRefusal(new CallError('x', 'It failed.', { remedy: 'Wait.' })), 'It failed. Wait.');
});
