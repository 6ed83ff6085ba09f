import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../contract/problems.ts';

/**
 * Reads a k6 script of the user. The folder is the platform's configuration; a request only gives a name, which the
 * contract makes sure is a plain one.
 * @throws ProblemError `script-not-found`.
 */
export async function readUserScript(folder: string | undefined, file: string): Promise<string> {
  if (folder === undefined) {
    throw new ProblemError('script-not-found', 'DSP_K6_SCRIPTS names no folder of scripts.');
  }
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    const there = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.js'));
    const names = there.sort().join(', ') || 'none';
    throw new ProblemError('script-not-found', `There is no script "${file}". Scripts: ${names}.`, { cause });
  }
}
