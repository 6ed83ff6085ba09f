import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { FaultRequest } from '../../contract/faults/fault.ts';
import { faultsPage } from './faults.ts';
import { formattedFaultsPage } from './write.ts';

test('docs/faults.md is what the catalog says (npm run docs)', async () => {
  const written = await readFile(join(import.meta.dirname, '..', 'faults.md'), 'utf8');
  assert.equal(written, await formattedFaultsPage());
});

test('every example in it is a request that the API takes', () => {
  const examples = [...faultsPage().matchAll(/```json\n(.*)\n```/g)].map(([, body]) =>
    JSON.parse(body ?? ''),
  );
  assert.ok(examples.length > 0);
  for (const example of examples) {
    const parsed = FaultRequest.safeParse(example);
    assert.ok(parsed.success, `${JSON.stringify(example)}: ${parsed.error?.message}`);
  }
});
