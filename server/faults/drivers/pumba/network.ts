import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Engine, EngineNode } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import { pumbaCommand } from './command.ts';
import { endJob, failureOf, jobIdOf, pumbaJob } from './jobs.ts';
import { lookInto } from './look-into.ts';
import { usesNetem } from './network-command.ts';

/** Milliseconds in which Pumba must have set its rule; its own helper container has to start first. */
const applyMs = 15_000;
/** Milliseconds after which a Pumba that still runs has set its iptables rule, which cannot be read back. */
const iptablesMs = 2_000;

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

  /** Waits until the kernel shows the fault, or Pumba has given up. */
  async function untilSeen(claim: Claim, node: EngineNode): Promise<Finding> {
    const started = performance.now();
    for (;;) {
      const job = await engine.jobs.inspect(jobIdOf(claim));
      if (job?.state !== 'running') {
        const failure = (job && (await failureOf(engine, job))) ?? 'Pumba ended before its time';
        return finding(claim, failure, false);
      }
      const elapsedMs = performance.now() - started;
      if (!isNetem(claim)) {
        const observed = 'Pumba runs and has not complained; its iptables rule is not read back';
        if (elapsedMs > iptablesMs) return finding(claim, observed, true);
      } else {
        const { interface: name, qdiscs } = await look(node);
        const observed = `on ${name}: ${qdiscs.join(', ')}`;
        if (qdiscs.includes('netem') || elapsedMs > applyMs) {
          return finding(claim, observed, qdiscs.includes('netem'));
        }
      }
      await sleep(50);
    }
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
      const place = { interface: (await look(node)).interface, peers, toolsImage: options.toolsImage };
      await endJob(engine, claim);
      const command = pumbaCommand(claim, node.instance, place);
      await engine.jobs.start(pumbaJob(claim, options.image, command, { peers }));
      return untilSeen(claim, node);
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
      const expected = "no netem in the node's network";
      if (node === undefined || node.state === 'stopped') {
        return { node: claim.node, expected, observed: `the node's network is gone${words}`, holds: true };
      }
      if (!isNetem(claim)) {
        const left = 'a rule of iptables may be left in its network until the node restarts';
        const observed = failure === undefined ? 'Pumba has removed its rule' : `${left}${words}`;
        return { node: claim.node, expected: 'the rule removed by Pumba', observed, holds: true };
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
