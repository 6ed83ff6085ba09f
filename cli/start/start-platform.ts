import type { StartContext } from './context.ts';
import { prepareImages } from './prepare-images.ts';
import { prepareMachine } from './prepare-machine.ts';
import type { StartProgress } from './progress.ts';
import { removeEarlierVersions } from './remove-old-images.ts';
import { startContainers } from './start-containers.ts';
import { startTraffic } from './start-traffic.ts';

/** Starts the platform from whatever is there, top to bottom. Each step leaves alone what is already right. */
export async function startPlatform(context: StartContext, progress: StartProgress): Promise<void> {
  const report = await prepareMachine(context);
  const services = await prepareImages(context, report, progress);
  await startContainers(context, services, progress);
  await removeEarlierVersions(context);
  if (context.wantsTraffic) await startTraffic(context, progress);
}
