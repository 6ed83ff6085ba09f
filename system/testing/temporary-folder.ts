import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test's own, which goes with the test's process. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `dsp-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
