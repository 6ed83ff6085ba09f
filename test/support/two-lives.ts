import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { FakeEngine } from './fake-engine.ts';
import { buildPlatform, labEngine, startPlatform, type Platform } from './platform.ts';

export interface Lives {
  engine: FakeEngine;
  /** The life that will crash. */
  first: Platform;
  /** Starts the platform again, on the same engine and journal. */
  again(): Promise<Platform>;
}

/** A platform that can crash and be started again; all of it is removed when the test is over. */
export async function twoLives(t: TestContext): Promise<Lives> {
  const engine = labEngine();
  const directory = await mkdtemp(join(tmpdir(), 'dsp-test-'));
  const first = await buildPlatform({ engine, directory });
  t.after(async () => {
    await first.close();
    await rm(directory, { recursive: true, force: true });
  });
  return { engine, first, again: () => startPlatform(t, { engine, directory }) };
}
