/**
 * Installs the npm dependencies when they are missing or stale. Runs before `npm start`, `npm test` and
 * `npm run doctor`, so it uses nothing but Node itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [oldestMajor, oldestMinor] = [20, 11];

const isCalled =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCalled) main();

function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    console.error(
      `Node ${process.versions.node} is too old: ${oldestMajor}.${oldestMinor} or newer is needed (nodejs.org).`,
    );
    process.exit(1);
  }
  const wanted = readJson(join(root, 'package-lock.json'));
  if (!isStale(wanted, readJson(join(root, 'node_modules', '.package-lock.json')))) return;
  install();
}

/**
 * Whether what npm last installed differs from what the lock file wants. npm writes its own account into
 * node_modules once everything is in place, so an installation that was cut off counts as stale.
 *
 * @param {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> } | undefined} wanted
 * @param {{ packages?: Record<string, { version?: string }> } | undefined} installed
 * @returns {boolean}
 */
export function isStale(wanted, installed) {
  if (installed?.packages === undefined) return true;
  return Object.entries(wanted?.packages ?? {}).some(([path, { version, optional, devOptional }]) => {
    // The empty path is this project itself. Optional packages are there only for some systems.
    if (path === '') return false;
    const found = installed.packages?.[path]?.version;
    return found === undefined ? !(optional || devOptional) : found !== version;
  });
}

function install() {
  console.log('Installing the npm dependencies …');
  const began = new Date();
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.signal !== null) process.exit(130);
  if (result.status !== 0) {
    console.error('npm ci failed. Check the network and the npm registry, then run the command again.');
    process.exit(result.status ?? 1);
  }
  // The start that follows counts this time as its own.
  mkdirSync(join(root, '.dsp'), { recursive: true });
  const seconds = (Date.now() - began.getTime()) / 1000;
  writeFileSync(
    join(root, '.dsp', 'last-install.json'),
    `${JSON.stringify({ startedAt: began.toISOString(), seconds })}\n`,
  );
}

/** @param {string} path */
function readJson(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
