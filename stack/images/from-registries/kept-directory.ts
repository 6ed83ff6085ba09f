import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Workshop } from './workshop.ts';

const underWay = new Map<string, Promise<string>>();

/**
 * A directory in the cache that is made once and then kept. It appears whole or not at all; recipes that need it
 * at the same time share the making. `name` must change whenever the contents would.
 */
export function keptDirectory(
  workshop: Workshop,
  name: string,
  make: (directory: string) => Promise<void>,
): Promise<string> {
  const path = join(workshop.cacheDirectory, name);
  if (existsSync(path)) return Promise.resolve(path);
  let making = underWay.get(path);
  if (!making) {
    making = makeWhole(path, make).finally(() => underWay.delete(path));
    underWay.set(path, making);
  }
  return making;
}

async function makeWhole(path: string, make: (directory: string) => Promise<void>): Promise<string> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(path), { recursive: true });
  await mkdir(unfinished);
  try {
    await make(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process was quicker: what it made is as good.
    if (!existsSync(path)) throw error;
  }
  return path;
}
