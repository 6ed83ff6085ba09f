import type { TestContext } from 'node:test';
import type { DriverName } from '../../../contract/faults/fault.ts';
import { client } from './platform.ts';

/** Skips a test, in plain words, on a machine where a driver cannot work. */
export async function lacksDriver(t: TestContext, driver: DriverName): Promise<boolean> {
  const { drivers } = await client('capabilitiesGet', {});
  const found = drivers.find(({ name }) => name === driver);
  if (found?.available) return false;
  t.skip(found?.reason ?? 'there is no such driver');
  return true;
}
