/**
 * Packages the editor's extension: `npm run package` builds everything, stages what is shipped in `dist/vsix-stage/` and
 * writes `dist/dsp-<version>.vsix`. Fails when the package or the extension's own code has grown too large.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from '../../system/files/root-folder.ts';
import { stagePackage } from './stage.ts';

const toolFolder = join(rootFolder, 'extension', 'package');
const vsce = join(toolFolder, 'node_modules', '@vscode', 'vsce', 'vsce');
const stage = join(rootFolder, 'dist', 'vsix-stage');
const { version } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as { version: string };
const out = join(rootFolder, 'dist', `dsp-${version}.vsix`);

const limits = [
  { path: join(rootFolder, 'dist', 'extension', 'main.cjs'), bytes: 250_000 },
  { path: out, bytes: 5_000_000 },
];

if (!process.argv.includes('--no-build')) run([join(rootFolder, 'esbuild.mjs')], rootFolder);
if (!existsSync(vsce)) installTool();
await stagePackage(rootFolder, stage);
run(
  [
    ...[vsce, 'package', '--no-dependencies', '--out', out],
    // Links of the README lead to the web already; there is nothing to derive from a repository.
    ...['--no-rewrite-relative-links', '--allow-missing-repository'],
  ],
  stage,
);
await rm(stage, { recursive: true, force: true });

for (const { path, bytes } of limits) {
  const { size } = statSync(path);
  process.stdout.write(`${path}: ${(size / 1000).toFixed(0)} of at most ${bytes / 1000} KB\n`);
  if (size > bytes) process.exitCode = 1;
}

function run(args: readonly string[], cwd: string): void {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function installTool(): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: toolFolder, stdio: 'inherit', shell: process.platform === 'win32' } as const;
  const { status } = spawnSync(npm, args, options);
  if (status !== 0) process.exit(status ?? 1);
}
