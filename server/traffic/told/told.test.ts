import assert from 'node:assert/strict';
import test from 'node:test';
import { dropLine, outcomeLine, startLine } from '../../../k6/outcome.ts';
import { readTold } from './told.ts';

const logged = (msg: string): string => JSON.stringify({ level: 'info', msg, source: 'console' });

test('what the script writes is read as it was meant', () => {
  const told = { type: 'outcome', sequence: 1_234_567, millis: 89.5, failure: undefined } as const;
  for (const outcome of ['acknowledged', 'failed', 'indeterminate'] as const) {
    assert.deepEqual(readTold(logged(outcomeLine(1_234_567, outcome, 89.5))), { ...told, outcome });
  }
  assert.deepEqual(readTold(logged(outcomeLine(18, 'indeterminate', 5000, 'timeout'))), {
    type: 'outcome',
    sequence: 18,
    outcome: 'indeterminate',
    millis: 5000,
    failure: 'timeout',
  });
  assert.deepEqual(readTold(logged(dropLine(19))), { type: 'drop', sequence: 19 });
  assert.deepEqual(readTold(logged(startLine('warm-up', 1_700_000_000_000.4))), {
    type: 'start',
    phase: 'warm-up',
    startMs: 1_700_000_000_000,
  });
});

test('everything else is passed over', () => {
  for (const line of ['', logged('dsp:m'), logged('dsp:m x a 1'), logged('dsp:m 1 z 1'), logged('hello')]) {
    assert.equal(readTold(line), undefined);
  }
});
