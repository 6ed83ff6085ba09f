import { ProblemError } from '../../../../contract/problems.ts';
import type { Conversation, Engine, EngineNode } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import type { FaultDriver } from '../driver.ts';
import { imageAvailability } from '../image-availability.ts';
import { findInForce, findWithdrawn } from './evidence.ts';
import { shaperJobs } from './jobs.ts';
import { mergePrograms, sameEffect, type ShaperProgram } from './program.ts';
import { readStats, setProgram } from './protocol.ts';

/** The shaper's counters by node, as it gives them. */
export type ShaperStats = Map<string, unknown>;

/**
 * Does network faults in user space, by our own shaper: one job in the network of each node, which holds the
 * merged program of all faults there. Works on kernels without netem, for ingress, one link, several faults at
 * once; and lets packets pass when it dies.
 */
export function shaperDriver(
  engine: Engine,
  options: { image: string; labNetwork: string; now: () => Date },
): FaultDriver & { stats(): Promise<ShaperStats> } {
  const { image, labNetwork, now } = options;
  const jobs = shaperJobs(engine, image);
  /** What each node's shaper was last told in this life of the API. */
  const told = new Map<string, ShaperProgram>();

  const own = (claims: Claim[]): Claim[] => claims.filter(({ driver }) => driver === 'shaper');
  const addressesIn = (node: EngineNode | undefined): string[] =>
    (node?.addresses ?? []).filter(({ network }) => network === labNetwork).map(({ address }) => address);

  async function programFor(node: EngineNode, claims: Claim[]): Promise<ShaperProgram> {
    const nodes = new Map((await engine.nodes.list()).map((each) => [each.name, each]));
    const [address] = addressesIn(node);
    if (address === undefined) {
      throw new ProblemError(
        'engine-failed',
        `"${node.name}" has no address on the network "${labNetwork}".`,
      );
    }
    return mergePrograms(claims, address, (name) => addressesIn(nodes.get(name)), now());
  }

  async function tell(node: EngineNode, shaper: Conversation, program: ShaperProgram) {
    told.delete(node.name);
    const applied = await setProgram(shaper, program);
    told.set(node.name, program);
    return applied;
  }

  /** Ends a node's shaper when no fault needs it any more. */
  async function endUnneeded(node: string, rest: Claim[]): Promise<boolean> {
    if (rest.length > 0) return true;
    told.delete(node);
    return (await jobs.end(node)).clean;
  }

  /** Releases a claim whose shaper is gone: what it left is removed, and the other claims are put on again. */
  async function releaseWithoutShaper(claim: Claim, node: EngineNode, rest: Claim[]): Promise<Finding> {
    await jobs.end(claim.node);
    const { clean, removed } = await jobs.sweep(node);
    if (rest.length > 0) await tell(node, await jobs.provide(node), await programFor(node, rest));
    const observed = clean
      ? `clean; removed: ${removed.join(', ') || 'nothing was left'}`
      : 'something is left';
    return {
      node: claim.node,
      expected: "nothing of the shaper in the node's network",
      observed,
      holds: clean,
    };
  }

  return {
    name: 'shaper',
    kinds: ['latency', 'loss', 'duplicate', 'corrupt', 'reorder', 'bandwidth', 'partition'],

    availability: () =>
      imageAvailability(engine, image, {
        reason: 'User-space network emulation; needs no netem.',
        remedy: 'Run "npm start", which builds it.',
      }),

    command(claim) {
      const program = mergePrograms(
        [claim],
        '<address of the node>',
        (name) => [`<address of ${name}>`],
        now(),
      );
      return `shaper set <<< '${JSON.stringify(program)}'`;
    },

    async apply(claim, others) {
      const node = await engine.nodes.inspect(claim.node);
      if (node === undefined) return gone(claim, false);
      const claims = [...own(others), claim];
      const program = await programFor(node, claims);
      if (!program.rules.some(({ id }) => id === claim.faultId)) return noPeer(claim);
      return findInForce(claim, await tell(node, await jobs.provide(node), program));
    },

    async verify(claim, others) {
      const node = await engine.nodes.inspect(claim.node);
      // A node that is stopped has no network; it gets the fault again when it runs.
      if (node === undefined || node.state === 'stopped') return undefined;
      const expected = `the program with ${claim.faultId} in force`;
      const missing = (observed: string): Finding => ({ node: node.name, expected, observed, holds: false });
      if ((await jobs.find(node)) === undefined) return missing("no shaper in the node's network");
      const wanted = await programFor(node, [...own(others), claim]);
      const known = told.get(node.name);
      if (known === undefined) return missing('not known since the platform was restarted');
      if (!sameEffect(known, wanted)) return missing('another program: a peer has a new address, or none');
      return { ...missing('in force'), holds: true };
    },

    async release(claim, others) {
      const rest = own(others);
      const node = await engine.nodes.inspect(claim.node);
      if (node === undefined || node.state === 'stopped') {
        await endUnneeded(claim.node, rest);
        return gone(claim, true);
      }
      const shaper = await jobs.find(node);
      if (shaper === undefined) return releaseWithoutShaper(claim, node, rest);
      const applied = await tell(node, shaper, await programFor(node, rest));
      const finding = findWithdrawn(claim, applied, rest);
      const clean = await endUnneeded(node.name, rest);
      return clean ? finding : releaseWithoutShaper(claim, node, rest);
    },

    async stats() {
      const open = [...jobs.open()].filter(([, shaper]) => shaper.open);
      const read = await Promise.all(
        open.map(async ([node, shaper]) => [node, await readStats(shaper).catch(() => undefined)] as const),
      );
      return new Map(read.filter(([, stats]) => stats !== undefined));
    },
  };
}

function gone({ node }: Claim, holds: boolean): Finding {
  return {
    node,
    expected: "nothing of the shaper in the node's network",
    observed: "the node's network is gone, and everything in it",
    holds,
  };
}

function noPeer({ node, kind, scope }: Claim): Finding {
  const peers = scope?.peers?.nodes.join(', ');
  return {
    node,
    expected: `${kind} towards ${peers}`,
    observed: `none of them has an address now`,
    holds: false,
  };
}
