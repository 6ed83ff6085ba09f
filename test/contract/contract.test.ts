import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { startPlatform } from '../support/platform.ts';
import { providePython, run } from '../support/python.ts';

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
];

/** Streams without an end, which would be waited for. */
const streams = ['eventStream', 'liveStream'];

test('the API answers everything as its own description says (schemathesis)', async (t) => {
  const python = await providePython('schemathesis', ['schemathesis==4.32.5']);
  if ('missing' in python) return t.skip(python.missing);
  // The limit of changes is tested elsewhere; here it would be all that is tested.
  const platform = await startPlatform(t, { changes: { perSecond: 1e6, burst: 1e6 } });
  const folder = await mkdtemp(join(tmpdir(), 'dsp-schemathesis-'));
  t.after(() => rm(folder, { recursive: true, force: true }));

  const options = [
    '--config-file',
    join(import.meta.dirname, 'schemathesis.toml'),
    'run',
    `${platform.url}/api/openapi.json`,
    `--checks=${checks.join(',')}`,
    '--phases=examples,coverage,fuzzing,stateful',
    '--max-examples=15',
    '--seed=1',
    '--no-color',
    '--generation-database=none',
    // Halting waits for the end of all faults, and this makes hundreds of them.
    '--request-timeout=120',
    ...streams.map((operation) => `--exclude-operation-id=${operation}`),
  ];
  const { code, output } = await run(join(python.bin, 'schemathesis'), options, folder);
  console.log(output.split('\n').slice(-25).join('\n'));
  assert.equal(code, 0, output);
});
