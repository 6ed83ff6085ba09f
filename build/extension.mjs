import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const out = 'dist/extension';

/** The editor's extension: one CommonJS file, because the editor loads that fastest. */
export async function buildExtension() {
  await rm(out, { recursive: true, force: true });
  await build({
    entryPoints: ['extension/activate.ts'],
    outfile: `${out}/main.cjs`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    minify: true,
    // Names of functions stay readable in the reports of errors.
    keepNames: true,
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}
