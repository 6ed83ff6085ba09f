import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { moduleForNode } from './module-for-node.mjs';

const require = createRequire(import.meta.url);
const out = 'dist/server';

/** The Platform API with everything that it serves. */
export async function buildServer() {
  await rm(out, { recursive: true, force: true });
  await Promise.all([buildApi(), buildTrafficScript(), copySwagger(), buildPage()]);
}

function buildApi() {
  return build({
    ...moduleForNode,
    entryPoints: ['server/main.ts'],
    outfile: join(out, 'main.js'),
    // Optional native speed-ups of the SSH client inside dockerode, which a local socket never needs.
    external: ['cpu-features', '*.node'],
  });
}

function buildTrafficScript() {
  return build({
    entryPoints: ['k6/main.ts'],
    outfile: join(out, 'k6.js'),
    bundle: true,
    format: 'esm',
    target: 'es2020',
    external: ['k6', 'k6/*'],
    logLevel: 'warning',
  });
}

async function copySwagger() {
  const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
  await mkdir(join(out, 'swagger'), { recursive: true });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']) {
    await copyFile(join(swagger, file), join(out, 'swagger', file));
  }
}

/** The live page, with its bundle. */
export async function buildPage(page = join(out, 'page')) {
  await build({
    entryPoints: { main: 'webview/main.tsx', styles: 'webview/styles/main.css' },
    outdir: page,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    minify: true,
    // Dagre asks for it to find out where it is; a browser has none.
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  for (const file of ['index.html', 'icon.svg']) await copyFile(join('webview', file), join(page, file));
}
