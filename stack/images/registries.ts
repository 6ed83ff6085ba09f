import type { PullOutcome } from './pull-image.ts';

/** Pulls through here, so that a registry that cannot be reached is found out once and not once per image. */
export interface Registries {
  pull(reference: string, pull: (onAnswer: () => void) => Promise<PullOutcome>): Promise<PullOutcome>;
}

interface Registry {
  verdict: 'unknown' | 'answers' | 'given-up';
  /** The images that it has refused; none was got from it. */
  refusals: number;
  reason: string;
  /** Pending while the first image is being asked for. */
  probe: Promise<void> | undefined;
}

/** A registry that refused so many images without giving one is not asked again. */
const refusalsToGiveUp = 2;

/** Makes the gate for one run. */
export function createRegistries(): Registries {
  const known = new Map<string, Registry>();
  const find = (reference: string): Registry => {
    const name = registryOf(reference);
    const found = known.get(name) ?? { verdict: 'unknown', refusals: 0, reason: '', probe: undefined };
    known.set(name, found);
    return found;
  };
  return {
    async pull(reference, pull) {
      const registry = find(reference);
      while (registry.verdict === 'unknown' && registry.probe) await registry.probe;
      if (registry.verdict === 'given-up') {
        return { kind: 'refused', silent: false, reason: registry.reason };
      }
      if (registry.verdict === 'answers') return pull(() => undefined);
      return probe(registry, pull);
    },
  };
}

/** The first to ask; the others wait until it has a sign of life or a refusal. */
async function probe(
  registry: Registry,
  pull: (onAnswer: () => void) => Promise<PullOutcome>,
): Promise<PullOutcome> {
  let resolve = () => undefined as void;
  const promise = new Promise<void>((done) => (resolve = done));
  registry.probe = promise;
  const settle = (verdict: Registry['verdict']) => {
    registry.verdict = verdict;
    registry.probe = undefined;
    resolve();
  };
  try {
    const outcome = await pull(() => settle('answers'));
    if (registry.verdict === 'answers') return outcome;
    if (outcome.kind === 'pulled') settle('answers');
    else {
      registry.refusals += 1;
      registry.reason = outcome.reason;
      const isHopeless = outcome.silent || registry.refusals >= refusalsToGiveUp;
      settle(isHopeless ? 'given-up' : 'unknown');
    }
    return outcome;
  } finally {
    if (registry.probe === promise) settle('unknown');
  }
}

/** The registry's host in a reference; the default registry has no name here. */
export function registryOf(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'default';
}
