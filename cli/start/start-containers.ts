import { Failure } from '../failure.ts';
import { imagesAtHand, listContainers } from '../host/docker.ts';
import { findPortConflicts } from '../preflight/ports.ts';
import { thisHost } from '../preflight/this-host.ts';
import { bringUp } from './bring-up.ts';
import { chooseServices, type ComposeService } from './compose-services.ts';
import type { StartContext } from './context.ts';
import { httpProbe } from './http-probe.ts';
import { partProbes } from './part-probes.ts';
import type { StartProgress } from './progress.ts';
import { waitForHealth } from './wait-for-health.ts';

/** Starts the parts whose images are at hand and waits until each of them is ready. */
export async function startContainers(
  context: StartContext,
  services: readonly ComposeService[],
  progress: StartProgress,
): Promise<void> {
  const { steps, docker, compose, signal, logFolder, env } = context;
  await steps.run('Containers', async (step) => {
    const [atHand, conflicts] = await Promise.all([
      imagesAtHand(
        docker,
        services.map(({ image }) => image),
        signal,
      ),
      findPortConflicts(thisHost(docker), () => listContainers(docker, [], signal)),
    ]);
    const chosen = chooseServices(services, atHand, new Set(conflicts.map(({ part }) => part.service)));
    const missing = chosen.leftOut.find(({ part }) => part.needed);
    if (missing) throw new Failure(`${missing.part.title} cannot be started: ${missing.reason}.`);
    Object.assign(progress, { services: chosen.start, leftOut: chosen.leftOut });
    const item = step.item('compose');
    const onLine = (line: string) => item.update('starting', line.trim());
    await bringUp({ compose, services: chosen.start, signal, logFolder, onLine }).finally(() => item.end());
    progress.isUp = true;
    step.note(chosen.start.join(', '));
  });
  await steps.run('Health', (step) =>
    waitForHealth({
      services: progress.services,
      probes: partProbes(httpProbe, env),
      ...{ docker, step, signal },
    }),
  );
}
