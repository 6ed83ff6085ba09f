import type { TestContext } from 'node:test';
import { containerOf, hasImage } from './docker.ts';

/**
 * Whether the test can use this part. A part whose image cannot be had on this machine skips the test in plain
 * words; one that should run and does not is a failure.
 */
export async function hasPart(t: TestContext, service: string, withoutIt: string): Promise<boolean> {
  if (await containerOf(service)) return true;
  if ((await containerOf(service, 'any')) || (await hasImage(service))) {
    throw new Error(`${service} does not run, though its image is here. Start the platform: npm start`);
  }
  t.skip(`the image of ${service} is not on this machine: ${withoutIt}`);
  return false;
}
