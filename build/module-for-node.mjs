/** Packages written as CommonJS ask for `require` and `__dirname`, which a module does not have. */
const commonJsBanner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  "const __filename = __fileURLToPath(import.meta.url), __dirname = __filename.replace(/[^/\\\\]*$/, '');",
].join('\n');

/** What esbuild is told for a program of Node that is a module and needs no node_modules. */
export const moduleForNode = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  minifySyntax: true,
  banner: { js: commonJsBanner },
  logLevel: 'warning',
};
