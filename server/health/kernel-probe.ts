import { z } from 'zod';
import type { Ability } from '../../contract/health.ts';
import type { Engine } from '../engine/port.ts';
import { runTool } from '../engine/run-tool.ts';
import { makeId } from '../ids.ts';

const Finding = z.object({
  works: z.boolean(),
  detail: z.string().optional(),
  reason: z.string().optional(),
});

/** What the shaper's `probe` command prints: which faults the kernel allows, and which of its parts are there. */
const ProbeReport = z.object({ ingress: Finding, egress: Finding, parts: z.record(z.string(), Finding) });

/** Parts of the kernel that people ask for, in the words that they know. */
const knownParts = ['netem', 'nfqueue', 'reversePath', 'tun', 'nftables', 'ifb'];

/** What the kernel can do. It does not change, so it is asked once. */
export interface KernelProbe {
  /** Says so in an ability of its own when the kernel could not be tried. */
  abilities(): Promise<Ability[]>;
  /** Whether a part works, such as `netem`; false when the kernel could not be tried. */
  has(part: string): Promise<boolean>;
}

/** @param image The shaper's, whose `probe` command tries each part of the kernel. */
export function createKernelProbe(engine: Engine, image: string): KernelProbe {
  let found: Promise<Ability[]> | undefined;

  async function abilities(): Promise<Ability[]> {
    found ??= probeKernel(engine, image);
    return found.catch((error: unknown) => {
      found = undefined;
      return [notProbed(error)];
    });
  }

  return {
    abilities,
    has: async (part) => (await abilities()).some(({ name, available }) => name === part && available),
  };
}

/** Tries the kernel in a throwaway container of its own, which has no network. */
async function probeKernel(engine: Engine, image: string): Promise<Ability[]> {
  const output = await runTool(engine, {
    id: makeId('p'),
    kind: 'probe',
    image,
    command: ['probe'],
    env: {},
    files: {},
    place: { in: 'nowhere' },
    rights: ['network-admin'],
    limits: { memoryMegabytes: 64, cpus: 1 },
    interactive: false,
    stopGraceSeconds: 1,
    purpose: { probe: 'kernel' },
  });
  return kernelAbilities(ProbeReport.parse(JSON.parse(output)));
}

function kernelAbilities({ ingress, egress, parts }: z.infer<typeof ProbeReport>): Ability[] {
  const found = Object.entries({ ...parts, ingress, egress });
  const shown = ['ingress', 'egress', ...knownParts];
  return found
    .filter(([name]) => shown.includes(name))
    .sort(([a], [b]) => shown.indexOf(a) - shown.indexOf(b))
    .map(([name, { works, detail, reason }]) => ({
      name,
      available: works,
      reason: works ? (detail ?? 'It works.') : (reason ?? 'It does not work.'),
      remedy: works ? null : (remedies[name] ?? null),
    }));
}

/** What to do about a part that is missing. */
const remedies: Record<string, string> = {
  netem:
    'Use "driver": "auto" or "shaper", which needs no netem. On a kernel of your own: modprobe sch_netem.',
  nfqueue:
    'Nothing is to be done where "reversePath" works: faults on packets that reach a node then go without it, on IPv4.',
  reversePath: 'Only without NFQUEUE are faults on packets that reach a node then not possible.',
  tun: 'Without it faults on packets that leave a node cannot be done; those that reach it can, by NFQUEUE.',
};

function notProbed(error: unknown): Ability {
  return {
    name: 'probe',
    available: false,
    reason: `The kernel could not be tried: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Run "npm start", which makes the image of the shaper, then ask again.',
  };
}
