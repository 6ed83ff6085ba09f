import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { openDoor, type Door, type DoorState } from './door.ts';
import { startPlatformChild, type PlatformChild } from './platform-child.ts';
import type { PlatformOrder } from './platform-process.ts';

/** What can be asked of the scene, by name, with what is said along and what comes back. */
export interface SceneOrders {
  /** Starts a platform at the address of the scene, in place of the one that ran. */
  platform: (order: Omit<PlatformOrder, 'port' | 'directory'>) => { url: string };
  kill: () => null;
  door: (state: DoorState) => { url: string };
  forget: () => null;
  requests: () => string[];
  /** Returns, at the end of it, the number of changes that were published. */
  storm: (storm: { changesPerSecond: number; seconds: number }) => { published: number };
}

/** What stands around an extension that is tested: a platform, and a door on the way to it. */
export interface Scene {
  readonly orders: {
    [Name in keyof SceneOrders]: (
      ...said: Parameters<SceneOrders[Name]>
    ) => Promise<ReturnType<SceneOrders[Name]>>;
  };
  close(): Promise<void>;
}

export async function createScene(): Promise<Scene> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'dsp-scene-'));
  const url = `http://127.0.0.1:${port}`;
  const door: Door = await openDoor(() => url);
  let child: PlatformChild | undefined;
  const kill = async (): Promise<null> => {
    await child?.kill();
    child = undefined;
    return null;
  };
  return {
    orders: {
      async platform(order) {
        await kill();
        child = await startPlatformChild({ ...order, port, directory });
        return { url };
      },
      kill,
      async door(state) {
        await door.become(state);
        return { url: door.url };
      },
      async forget() {
        door.forget();
        return null;
      },
      async requests() {
        return [...door.requests];
      },
      async storm(storm) {
        if (child === undefined) throw new Error('There is no platform that could change.');
        return (await child.tell({ storm })) as { published: number };
      },
    },
    async close() {
      await kill();
      await door.become('closed');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
