import { accessSync, constants, existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { MachineFacts } from '../engine/engine-remedy.ts';
import { parseOsRelease } from '../engine/linux-distribution.ts';
import { readText } from '../../system/files/read-text.ts';

/** Reads what this machine and this user are. */
export function readMachine(): MachineFacts {
  const release = readText('/etc/os-release');
  const kernel = readText('/proc/version') ?? '';
  return {
    platform: process.platform,
    distribution: process.platform === 'linux' && release !== undefined ? parseOsRelease(release) : undefined,
    isRoot: process.getuid?.() === 0,
    userName: userName(),
    // The folder exists only where systemd is the running init, not where it is merely installed.
    hasSystemd: existsSync('/run/systemd/system'),
    isWsl: /microsoft/i.test(kernel),
  };
}

/** Whether a command is on the PATH. */
export function hasCommand(name: string): boolean {
  return findCommand(name) !== undefined;
}

/** The path of a command, looked for as a shell would; `path` is a PATH variable. */
export function findCommand(name: string, path = process.env['PATH']): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (path ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? '$USER';
  }
}
