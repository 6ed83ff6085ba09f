import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { moduleForNode } from './module-for-node.mjs';

const out = 'dist/cli';

/** The command line tool and its background work. What both need is in files of its own beside them. */
export async function buildCli() {
  await rm(out, { recursive: true, force: true });
  await build({
    ...moduleForNode,
    entryPoints: { main: 'cli/main.ts', background: 'cli/background/main.ts' },
    outdir: out,
    // All of it lies flat in one folder: code finds the platform's root by where it is.
    splitting: true,
    chunkNames: '[name]-[hash]',
  });
}
