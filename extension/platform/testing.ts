import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { shippedPaths } from './shipped.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'dsp-extension-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files with the folders that they are in. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A small platform: something at each path that is shipped, marked with `mark`. */
export function writeBundle(folder: string, mark: string): void {
  for (const path of shippedPaths) {
    const isFile = /(\.yaml|ockerfile|\.dockerignore)$/.test(path);
    writeFiles(folder, { [isFile ? path : `${path}/content`]: mark });
  }
}
