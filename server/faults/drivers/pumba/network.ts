import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Engine, EngineNode } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import { pumbaCommand } from './command.ts';
import { endJob, failureOf, jobIdOf, pumbaJob } from './jobs.ts';
import { pumbaRules } from './iptables-rules.ts';
import { lookInto } from './look-into.ts';
import { usesNetem } from './network-command.ts';

/** Milliseconds in which Pumba must have set its rule; its own helper container has to start first. */
const applyMs = 15_000;

export interface PumbaNetworkOptions {
  image: string;
  /** Image with tc and iptables that Pumba runs in a node's network. */
  toolsImage: string;
  /** Our own image that looks into a node's network. */
  lookImage: string;
  labNetwork: string;
}

/** Does network faults by Pumba, one at a time on a node, and reads back what the kernel shows of them. */
export function pumbaNetwork(engine: Engine, options: PumbaNetworkOptions) {
  const addressesOf = ({ addresses }: EngineNode): string[] =>
    addresses.filter(({ network }) => network === options.labNetwork).map(({ address }) => address);

  async function peersOf({ scope }: Claim): Promise<string[]> {
    const names = scope?.peers?.nodes ?? [];
    const nodes = await engine.nodes.list();
    return nodes.filter(({ name }) => names.includes(name)).flatMap(addressesOf);
  }

  function ownAddress(node: EngineNode): string {
    const [address] = addressesOf(node);
    if (address !== undefined) return address;
    const detail = `"${node.name}" has no address on the network "${options.labNetwork}".`;
    throw new ProblemError('engine-failed', detail);
  }

  const look = (node: EngineNode, clear = false) =>
    lookInto(engine, options.lookImage, node, ownAddress(node), clear);

  const rulesIn = (node: EngineNode, remove: string[] = []) =>
    pumbaRules(engine, options.toolsImage, node, remove);

  /** What the kernel shows of a fault, and whether that is all of it. */
  async function see(claim: Claim, node: EngineNode, wanted: number) {
    if (!isNetem(claim)) {
      const rules = await rulesIn(node);
      return { observed: rules.join('; ') || 'no rule', holds: rules.length >= wanted };
    }
    const { interface: name, qdiscs } = await look(node);
    return { observed: `on ${name}: ${qdiscs.join(', ')}`, holds: qdiscs.includes('netem') };
  }

  /** Waits until the kernel shows the fault, or Pumba has given up. @param wanted Number of rules. */
  async function untilSeen(claim: Claim, node: EngineNode, wanted: number): Promise<Finding> {
    const started = performance.now();
    for (;;) {
      const job = await engine.jobs.inspect(jobIdOf(claim));
      if (job?.state !== 'running') {
        const failure = (job && (await failureOf(engine, job))) ?? 'Pumba ended before its time';
        return finding(claim, failure, false);
      }
      const { observed, holds } = await see(claim, node, wanted);
      if (holds || performance.now() - started > applyMs) return finding(claim, observed, holds);
      await sleep(50);
    }
  }

  /** Ends an earlier Pumba of the claim, with what it left if it was killed, and finds the interface. */
  async function prepare(claim: Claim, node: EngineNode): Promise<string> {
    const isAgain = (await engine.jobs.inspect(jobIdOf(claim))) !== undefined;
    await endJob(engine, claim);
    if (isAgain && !isNetem(claim)) await rulesIn(node, await rulesIn(node));
    return (await look(node, isAgain && isNetem(claim))).interface;
  }

  return {
    async apply(claim: Claim): Promise<Finding> {
      const node = await engine.nodes.inspect(claim.node);
      if (node === undefined || node.state === 'stopped')
        return finding(claim, 'the node does not run', false);
      const peers = await peersOf(claim);
      if (claim.scope?.peers !== undefined && peers.length === 0) {
        return finding(claim, 'none of the peers has an address now', false);
      }
      const place = { interface: await prepare(claim, node), peers, toolsImage: options.toolsImage };
      const command = pumbaCommand(claim, node.instance, place);
      await engine.jobs.start(pumbaJob(claim, options.image, command, { peers }));
      return untilSeen(claim, node, Math.max(1, peers.length));
    },

    async verify(claim: Claim): Promise<Finding | undefined> {
      const node = await engine.nodes.inspect(claim.node);
      if (node === undefined || node.state === 'stopped') return undefined;
      const job = await engine.jobs.inspect(jobIdOf(claim));
      if (job?.state !== 'running') return finding(claim, 'Pumba does not run', false);
      // A node that has started since then has a new network, without the rule.
      if ((node.startedAt ?? '') > (job.startedAt ?? '')) return finding(claim, 'a new network', false);
      const { peers } = job.purpose as { peers?: string[] };
      const isSame = JSON.stringify(peers) === JSON.stringify(await peersOf(claim));
      return finding(claim, isSame ? 'in force' : 'a peer has a new address, or none', isSame);
    },

    async release(claim: Claim): Promise<Finding> {
      const failure = await endJob(engine, claim);
      const words = failure === undefined ? '' : ` (${failure})`;
      const node = await engine.nodes.inspect(claim.node);
      const expected = isNetem(claim) ? "no netem in the node's network" : "no rule in the node's network";
      if (node === undefined || node.state === 'stopped') {
        return { node: claim.node, expected, observed: `the node's network is gone${words}`, holds: true };
      }
      if (!isNetem(claim)) {
        const left = await rulesIn(node);
        const rules = left.length === 0 ? left : await rulesIn(node, left);
        const removed = left.length === 0 ? '' : '; removed what Pumba had left';
        const observed = `${rules.join('; ') || 'no rule'}${removed}${words}`;
        return { node: claim.node, expected, observed, holds: rules.length === 0 };
      }
      const { interface: name, qdiscs, cleared } = await look(node, true);
      const observed = `on ${name}: ${qdiscs.join(', ')}${cleared ? '; removed what Pumba had left' : ''}${words}`;
      return { node: claim.node, expected, observed, holds: !qdiscs.includes('netem') };
    },
  };
}

function isNetem({ scope }: Claim): boolean {
  return scope !== null && usesNetem({ scope });
}

function finding(claim: Claim, observed: string, holds: boolean): Finding {
  const expected = `${claim.kind} by Pumba${isNetem(claim) ? ', as netem' : ''}`;
  return { node: claim.node, expected, observed, holds };
}
