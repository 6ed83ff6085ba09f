/** Writes the pages that are made from code: `npm run docs`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { faultsPage } from './faults.ts';

const path = join(import.meta.dirname, '..', 'faults.md');

/** The page as it stands in the repository, formatted. */
export async function formattedFaultsPage(): Promise<string> {
  return format(faultsPage(), { ...(await resolveConfig(path)), parser: 'markdown' });
}

if (process.argv[1] === import.meta.filename) await writeFile(path, await formattedFaultsPage());
