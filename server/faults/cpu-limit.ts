import type { CpuLimit } from '../engine/port.ts';

/** The kernel's own period, microseconds. */
const kernelPeriod = 100_000;

/** Cores that a limit allows; `undefined` when it allows all. */
export function coresOf({ nanoCpus, cpuPeriod, cpuQuota }: CpuLimit): number | undefined {
  if (nanoCpus > 0) return nanoCpus / 1e9;
  return cpuQuota > 0 ? cpuQuota / (cpuPeriod || kernelPeriod) : undefined;
}

/**
 * The change of settings that limits a node to `cores`, never beyond its own limit; without `cores`, the change
 * that gives it its own limit back. `stack/stressor/internal/keeper` says the same, for when we are gone.
 *
 * The limit is said in the way in which the node has its own, because engines refuse the two ways together. Engines
 * take 0 for "leave it as it is", so that "no limit" must be said as a quota of −1.
 */
export function limitTo(own: CpuLimit, cores?: number): Partial<CpuLimit> {
  if (own.nanoCpus > 0) {
    return { nanoCpus: cores === undefined ? own.nanoCpus : Math.min(own.nanoCpus, Math.round(cores * 1e9)) };
  }
  const unlimited = own.cpuQuota > 0 ? own.cpuQuota : undefined;
  if (cores === undefined) return { cpuQuota: unlimited ?? -1 };
  const quota = Math.round(cores * (own.cpuPeriod || kernelPeriod));
  return { cpuQuota: Math.min(quota, unlimited ?? quota) };
}

/** Whether settings are as a change would make them. A quota of 0 and one of −1 both say "no limit". */
export function isLimitedAs(shown: CpuLimit, change: Partial<CpuLimit>): boolean {
  return Object.entries(change).every(([name, wanted]) => {
    const found = shown[name as keyof CpuLimit];
    return found === wanted || (found <= 0 && wanted <= 0);
  });
}
