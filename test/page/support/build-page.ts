import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');
const program = "import { buildPage } from './build/server.mjs'; await buildPage(process.argv[1]);";

/** Builds the page as it is shipped, into a directory of this test. */
export async function buildPage(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dsp-page-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, directory], {
    cwd: root,
  });
  return directory;
}
