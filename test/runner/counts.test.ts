import assert from 'node:assert/strict';
import test from 'node:test';
import { countGo } from './go-tests.ts';
import { countTap } from './node-tests.ts';
import { countUnittest } from './python-tests.ts';

test('TAP: skipped tests are told with their reason, and a crash without a failed test is a failure', () => {
  const tap =
    'ok 1 - a\nok 2 - b # SKIP no image\n# tests 2\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 1\n';
  assert.deepEqual(countTap(tap, 0), { passed: 1, failed: 0, notTested: ['b: no image'] });
  assert.equal(countTap(tap, 7).failed, 1);
  assert.equal(countTap('', 0).failed, 1);
});

test('Go: passes, failures and skips are counted by test', () => {
  const events = [
    { Action: 'pass', Package: 'p', Test: 'A' },
    { Action: 'output', Package: 'p', Test: 'B', Output: '    b_test.go:3: not root\n' },
    { Action: 'skip', Package: 'p', Test: 'B' },
    { Action: 'fail', Package: 'p', Test: 'C' },
    { Action: 'fail', Package: 'p' },
  ];
  const result = countGo(events.map((event) => JSON.stringify(event)).join('\n'), 'm');
  assert.deepEqual(result, { passed: 1, failed: 1, notTested: ['m B: not root'] });
});

test('unittest: its closing lines are counted', () => {
  assert.equal(countUnittest('Ran 12 tests in 0.4s\n\nOK', 0, 'f').passed, 12);
  const failed = countUnittest('Ran 12 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)', 1, 'f');
  assert.deepEqual([failed.passed, failed.failed, failed.notTested.length], [8, 3, 1]);
});
