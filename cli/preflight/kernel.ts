import type { Check } from './check.ts';
import { ok, warning, type Verdict } from './finding.ts';
import { probeImage, type KernelProbe } from './kernel-probe.ts';

interface WantedAbility {
  readonly id: string;
  readonly title: string;
  /** Its name in the probe's answer. */
  readonly name: string;
  /** What goes on without it, or what does not. */
  readonly without: string;
}

const wanted: readonly WantedAbility[] = [
  {
    id: 'kernel-netem',
    title: 'Kernel: netem',
    name: 'netem',
    without:
      'Nothing is to be done: network faults use user-space emulation here; netem of Pumba does not work.',
  },
  {
    id: 'kernel-ingress',
    title: 'Kernel: ingress',
    name: 'ingress',
    without:
      'User-space faults on incoming packets need NFQUEUE and nftables (modprobe nfnetlink_queue nf_tables), or ' +
      'a TUN device and net.ipv4.conf.all.rp_filter at 0 or 1.',
  },
  {
    id: 'kernel-egress',
    title: 'Kernel: egress',
    name: 'egress',
    without: 'User-space faults on outgoing packets need a TUN device: modprobe tun.',
  },
];

/** What the kernel can do for network faults: tried in a throwaway container, never guessed from its version. */
export const kernelChecks: readonly Check[] = [
  ...wanted.map((ability): Check => ({
    id: ability.id,
    title: ability.title,
    needsEngine: true,
    run: async ({ kernelProbe }) => judgeAbility(ability, await kernelProbe()),
  })),
  {
    id: 'kernel-cgroup',
    title: 'Kernel: cgroups',
    needsEngine: true,
    run: ({ engine }) => Promise.resolve(ok(`version ${engine.info?.cgroupVersion ?? 'unknown'}.`)),
  },
];

export function judgeAbility(ability: Pick<WantedAbility, 'name' | 'without'>, probe: KernelProbe): Verdict {
  if (!probe.probed) {
    return probe.why === 'no-image'
      ? ok('not probed yet: the image that tries it is built by npm start.')
      : warning(
          `could not be tried: ${probe.detail}`,
          `Network faults may not work; docker run --rm ${probeImage} probe says more.`,
        );
  }
  const found = probe.abilities.get(ability.name);
  if (found === undefined) return ok('not probed by this version of the image.');
  return found.works
    ? ok(found.detail ? `works (${found.detail}).` : 'works.')
    : warning(`does not work: ${found.reason ?? 'no reason was given'}.`, ability.without);
}
