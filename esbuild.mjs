/**
 * Builds everything that is shipped into `dist/`:
 *
 *   dist/server/main.js   the Platform API, one file
 *   dist/server/k6.js     the script that every traffic job runs
 *   dist/server/swagger/  Swagger UI
 *   dist/server/page/     the live page
 */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const out = 'dist/server';

/** Packages written as CommonJS ask for `require` and `__dirname`, which a module does not have. */
const commonJsBanner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  "const __filename = __fileURLToPath(import.meta.url), __dirname = __filename.replace(/[^/\\\\]*$/, '');",
].join('\n');

await rm(out, { recursive: true, force: true });

await build({
  entryPoints: ['server/main.ts'],
  outfile: join(out, 'main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  minifySyntax: true,
  banner: { js: commonJsBanner },
  // Optional native speed-ups of the SSH client inside dockerode, which a local socket never needs.
  external: ['cpu-features', '*.node'],
  logLevel: 'warning',
});

await build({
  entryPoints: ['k6/main.ts'],
  outfile: join(out, 'k6.js'),
  bundle: true,
  format: 'esm',
  target: 'es2020',
  external: ['k6', 'k6/*'],
  logLevel: 'warning',
});

const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
await mkdir(join(out, 'swagger'), { recursive: true });
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']) {
  await copyFile(join(swagger, file), join(out, 'swagger', file));
}

await build({
  entryPoints: { main: 'webview/main.tsx', styles: 'webview/styles/main.css' },
  outdir: join(out, 'page'),
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
for (const file of ['index.html', 'icon.svg']) await copyFile(join('webview', file), join(out, 'page', file));
