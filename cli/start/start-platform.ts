import { readCopy } from '../platform/this-copy.ts';
import type { StartContext } from './context.ts';
import { prepareImages } from './prepare-images.ts';
import { prepareMachine } from './prepare-machine.ts';
import type { StartProgress } from './progress.ts';
import { removeOldImages } from './remove-old-images.ts';
import { startContainers } from './start-containers.ts';
import { startTraffic } from './start-traffic.ts';

/** Starts the platform from whatever is there, top to bottom. Each step leaves alone what is already right. */
export async function startPlatform(context: StartContext, progress: StartProgress): Promise<void> {
  const report = await prepareMachine(context);
  const services = await prepareImages(context, report, progress);
  await startContainers(context, services, progress);
  await tidyUp(context);
  if (context.wantsTraffic) await startTraffic(context, progress);
}

/** What runs now is whole, so that what an earlier version has left behind is of no more use. */
async function tidyUp({ root, docker, signal, terminal }: StartContext): Promise<void> {
  const removed = await removeOldImages(docker, readCopy(root).version, signal);
  if (removed.length > 0) terminal.print(`Removed images of earlier versions: ${removed.join(', ')}.`);
}
