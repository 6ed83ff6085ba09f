import type { Capabilities } from '../../contract/health.ts';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/port.ts';
import type { FaultDriver } from '../faults/drivers/driver.ts';
import type { KernelProbe } from './kernel-probe.ts';

/** What this machine can do, found out by trying. */
export function createCapabilities(
  engine: Engine,
  drivers: readonly FaultDriver[],
  images: Config['images'],
  kernel: KernelProbe,
) {
  return async (): Promise<Capabilities> => {
    const description = await engine.describe();
    return {
      engine: { reachable: true, ...description },
      kernel: await kernel.abilities(),
      images: await Promise.all(Object.entries(images).map((image) => imageAbility(engine, image))),
      drivers: await Promise.all(
        drivers.map(async (driver) => ({
          name: driver.name,
          kinds: [...driver.kinds],
          ...(await driver.availability()),
        })),
      ),
    };
  };
}

async function imageAbility(engine: Engine, [name, reference]: [string, string]) {
  const available = await engine.hasImage(reference);
  const reason = available ? 'The image is at hand.' : 'The image is not at hand.';
  const remedy = available
    ? null
    : `Run "npm start", or "docker pull ${reference}" where a registry is in reach.`;
  return { name, reference, available, reason, remedy };
}
