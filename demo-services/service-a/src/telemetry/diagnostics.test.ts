import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietDiagnostics } from './diagnostics.ts';

test('lasting trouble is told once a minute, with how much was not told', () => {
  const told: unknown[] = [];
  const ignore = () => undefined;
  let now = 0;
  const diagnostics = quietDiagnostics(
    { info: ignore, error: ignore, warn: (_, attributes) => told.push(attributes) },
    () => now,
  );
  diagnostics.error('first');
  diagnostics.warn('second');
  diagnostics.error('third');
  diagnostics.info('of no interest');
  now = 60_000;
  diagnostics.error('fourth');
  assert.deepEqual(told, [
    { detail: 'first', suppressed: 0 },
    { detail: 'fourth', suppressed: 2 },
  ]);
});
