import { build } from 'esbuild';

// One file each, so that the image holds the service and nothing else.
// CommonJS, because require is what OpenTelemetry's instrumentation of node:http hooks into.
await build({
  entryPoints: ['src/main.ts', 'src/probe.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
});
