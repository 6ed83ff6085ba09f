import { join } from 'node:path';
import { unzip } from './unzip.ts';

/** Unpacks the packaged extension into a folder, and gives the folder of the extension itself. */
export async function stageExtension(vsix: string, folder: string): Promise<string> {
  await unzip(vsix, folder);
  return join(folder, 'extension');
}
