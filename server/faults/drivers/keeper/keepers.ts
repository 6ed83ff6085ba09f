import type { Engine, JobSpec } from '../../../engine/port.ts';
import type { Claim } from '../../claim.ts';
import { holdOf, type Hold } from '../../hold.ts';

/** Seconds after a fault's deadline in which the platform, if it lives, ends the fault itself. */
const graceSeconds = 3;

/** The jobs that end faults of the engine when the platform is gone: one for each claim. */
export interface Keepers {
  /** Sees to it that a claim has its keeper, and tells until when it waits; `undefined` where none is needed. */
  provide(claim: Claim): Promise<string | undefined>;
  /** Removes a claim's keeper without letting it do anything. */
  dismiss(claim: Claim): Promise<void>;
}

/** @param options.image The image whose command `keep` waits and then ends the fault. */
export function createKeepers(engine: Engine, options: { image: string; now: () => Date }): Keepers {
  return {
    async provide(claim) {
      const hold = holdOf(claim, options.now(), graceSeconds);
      if (hold === undefined) return undefined;
      const instance = (await engine.nodes.inspect(claim.node))?.instance;
      const id = jobIdOf(claim);
      const job = await engine.jobs.inspect(id);
      const purpose = job?.purpose as (Hold & { instance?: string }) | null | undefined;
      // A node that was made anew is another container, which a keeper of the old one would not find.
      if (job?.state === 'running' && purpose?.instance === instance) return purpose?.until;
      await engine.jobs.remove(id);
      await engine.jobs.start(keeperJob(id, options.image, { ...hold, instance }));
      return hold.until;
    },

    dismiss: (claim) => engine.jobs.remove(jobIdOf(claim)),
  };
}

/** Keepers for claims of one kind only: Pumba undoes what it holds by itself, but not what it did once. */
export function onlyFor(kind: Claim['kind'], keepers: Keepers): Keepers {
  return {
    provide: async (claim) => (claim.kind === kind ? keepers.provide(claim) : undefined),
    dismiss: async (claim) => (claim.kind === kind ? keepers.dismiss(claim) : undefined),
  };
}

function jobIdOf({ faultId, node }: Claim): string {
  return `keeper-${faultId}-${node}`;
}

function keeperJob(id: string, image: string, order: object): JobSpec {
  return {
    id,
    kind: 'fault',
    image,
    command: ['keep', id, JSON.stringify(order)],
    env: { GOMEMLIMIT: '12MiB' },
    files: {},
    place: { in: 'engine' },
    rights: [],
    limits: { memoryMegabytes: 32, cpus: 0.5 },
    interactive: false,
    isLasting: true,
    stopGraceSeconds: 10,
    purpose: order,
  };
}
