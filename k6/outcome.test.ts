import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeLine, outcomeOf } from './outcome.ts';

const cases: [status: number, code: number, outcome: string, why: string][] = [
  [200, 0, 'acknowledged', 'done'],
  [202, 0, 'acknowledged', 'accepted'],
  [302, 0, 'acknowledged', 'a redirect is an answer'],
  [404, 1404, 'failed', 'refused by the service'],
  [500, 1500, 'indeterminate', 'it may have broken after its effect'],
  [504, 1504, 'indeterminate', 'a gateway timed out'],
  [0, 1050, 'indeterminate', 'timed out'],
  [0, 1220, 'indeterminate', 'the connection was reset'],
  [0, 1201, 'indeterminate', 'broken while it was sent'],
  [0, 1101, 'failed', 'the name is not known'],
  [0, 1211, 'failed', 'never connected'],
  [0, 1212, 'failed', 'the connection was refused'],
  [0, 1000, 'indeterminate', 'an error that says nothing'],
];

for (const [status, error_code, outcome, why] of cases) {
  test(`status ${status} with code ${error_code} is ${outcome}: ${why}`, () => {
    assert.equal(outcomeOf({ status, error_code }), outcome);
  });
}

test('the line is short', () => {
  assert.equal(outcomeLine(12, 'indeterminate', 5000), 'dsp:m 12 i 5000');
});
