import type { Config } from '../../config.ts';
import type { Engine } from '../../engine/port.ts';
import type { FaultDriver } from './driver.ts';
import { engineDriver } from './engine/engine.ts';
import { createKeepers, onlyFor } from './keeper/keepers.ts';
import { kept } from './keeper/kept.ts';
import { pumbaDriver } from './pumba/pumba.ts';
import { shaperDriver } from './shaper/shaper.ts';
import { stressorDriver } from './stressor/stressor.ts';

/** Every way of doing faults, in the order of preference. */
export function createDrivers(
  engine: Engine,
  options: {
    images: Omit<Config['images'], 'k6'>;
    labNetwork: string;
    hasNetem: () => Promise<boolean>;
    now: () => Date;
  },
): { drivers: readonly FaultDriver[]; shaper: ReturnType<typeof shaperDriver> } {
  const { images, labNetwork, hasNetem, now } = options;
  const shaper = shaperDriver(engine, { image: images.shaper, labNetwork, now });
  const own = { now, labNetwork, image: images.stressor };
  const keepers = createKeepers(engine, own);
  const pumba = pumbaDriver(engine, {
    ...own,
    image: images.pumba,
    toolsImage: images.pumbaTools,
    lookImage: images.stressor,
    hasNetem,
  });
  const drivers = [
    kept(pumba, onlyFor('kill', keepers)),
    shaper,
    kept(stressorDriver(engine, own), keepers),
    kept(engineDriver(engine), keepers),
  ];
  return { drivers, shaper };
}
