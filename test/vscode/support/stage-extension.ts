import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../runner/command.ts';

/** What the extension needs to run, without the platform that it carries. */
const parts = [
  'package.json',
  'package.nls.json',
  'package.nls.ru.json',
  'extension/media',
  'extension/l10n',
  'dist/extension',
];

/** Copies the built extension into a folder, as it would be installed. */
export async function stageExtension(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of parts)
    await cp(join(root, part), join(folder, part), { recursive: true }).catch(() => undefined);
}
