import assert from 'node:assert/strict';
import test from 'node:test';
import { countGo } from './go-tests.ts';
import { countUnittest } from './python-tests.ts';
import { countTap } from './tap.ts';

test('TAP: skipped tests are told with their reason, and a crash without a failed test is a failure', () => {
  const tap =
    'ok 1 - a\nok 2 - b # SKIP no image\n# tests 2\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 1\n';
  assert.deepEqual(countTap(tap, 0), { passed: 1, failed: 0, failures: [], notTested: ['b: no image'] });
  assert.equal(countTap(tap, 7).failed, 1);
  assert.equal(countTap('', 0).failed, 1);
});

test('Go: passes, failures and skips are counted by test', () => {
  const events = [
    { Action: 'pass', Package: 'p', Test: 'A' },
    { Action: 'output', Package: 'p', Test: 'B', Output: '    b_test.go:3: not root\n' },
    { Action: 'skip', Package: 'p', Test: 'B' },
    { Action: 'output', Package: 'p', Test: 'C', Output: 'c_test.go:5: got 1\n' },
    { Action: 'fail', Package: 'p', Test: 'C' },
    { Action: 'fail', Package: 'p' },
  ];
  const result = countGo(events.map((event) => JSON.stringify(event)).join('\n'), 'm');
  const failures = ['m C\nc_test.go:5: got 1'];
  assert.deepEqual(result, { passed: 1, failed: 1, failures, notTested: ['m B: not root'] });
});

test('unittest: its closing lines are counted', () => {
  assert.equal(countUnittest('Ran 12 tests in 0.4s\n\nOK', 0, 'f').passed, 12);
  const failed = countUnittest('Ran 12 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)', 1, 'f');
  assert.deepEqual([failed.passed, failed.failed, failed.notTested.length], [8, 3, 1]);
});

test('TAP: a failed test is told with its error, one that failed only by a part is not', () => {
  const detail = (error: string, type = 'testCodeFailure') =>
    `  ---\n  duration_ms: 1\n  failureType: '${type}'\n  error: ${error}\n  code: 'X'\n  ...\n`;
  const inner = `not ok 1 - b\n${detail('|-\n    first\n    \n      + second')}`.replace(/^(?=.)/gm, '    ');
  const tap = `${inner}not ok 1 - a\n${detail("'1 subtest failed'", 'subtestsFailed')}not ok 2 - c\n${detail("'why'")}`;
  const result = countTap(`${tap}# tests 3\n# pass 0\n# fail 3\n# cancelled 0\n`, 1);
  assert.equal(result.failed, 3);
  assert.deepEqual(result.failures, ['b\nfirst\n\n  + second', 'c\nwhy']);
});
