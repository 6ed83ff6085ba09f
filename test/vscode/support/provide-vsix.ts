import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../runner/command.ts';
import { run } from '../../support/python.ts';

/**
 * The packaged extension. `DSP_VSIX` names one that is there already; otherwise it is packaged from this checkout.
 *
 * @throws Error With what the packaging said.
 */
export async function provideVsix(): Promise<string> {
  const given = process.env['DSP_VSIX'];
  if (given !== undefined) return given;
  const { code, output } = await run('npm', ['run', '--silent', 'package']);
  if (code !== 0) throw new Error(`The extension could not be packaged: ${output}`);
  return vsixOfCheckout();
}

/** Where `npm run package` puts the packaged extension. */
export async function vsixOfCheckout(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return join(root, 'dist', `dsp-${manifest.version}.vsix`);
}
