import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { readText } from '../../system/files/read-text.ts';

/** Memory that programs can still get, in bytes. */
export function freeMemoryBytes(): number {
  // The kernel's own estimate counts what its caches would give back; freemem() of older Node does not.
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readText('/proc/meminfo') ?? '')?.[1];
  return available === undefined ? freemem() : Number(available) * 1024;
}

/** Free bytes on the file system that holds a path, or `undefined` when that is not on this machine. */
export async function freeDiskBytes(path: string): Promise<number | undefined> {
  // A folder that may not be looked into is on the file system of the nearest parent that may.
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
