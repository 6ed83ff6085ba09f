import { setTimeout as sleep } from 'node:timers/promises';
import { faultCatalog } from '../../../../contract/faults/catalog.ts';
import type { Engine } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import { holdOf } from '../../hold.ts';
import { findHalted, findState, haltsProcess, heldState, releaseLife } from '../../lifecycle.ts';
import type { FaultDriver } from '../driver.ts';
import { imageAvailability } from '../image-availability.ts';
import { pumbaCommand } from './command.ts';
import { endJob, failureOf, jobIdOf, pumbaJob } from './jobs.ts';
import { pumbaNetwork, type PumbaNetworkOptions } from './network.ts';
import { usesNetem, type PacketFault } from './network-command.ts';
import { networkRefusal, pumbaNetworkKinds } from './network-refusal.ts';

export interface PumbaOptions extends PumbaNetworkOptions {
  /** Whether this kernel has netem, found out by trying. */
  hasNetem: () => Promise<boolean>;
  now: () => Date;
  /** Milliseconds in which Pumba has to do its work, besides the grace of the node; 15 000 if absent. */
  patienceMs?: number;
}

/** Does faults by Pumba, as a job container from its official image: what people meet on real clusters. */
export function pumbaDriver(engine: Engine, options: PumbaOptions): FaultDriver {
  const { image, toolsImage, now, patienceMs = 15_000 } = options;
  const network = pumbaNetwork(engine, options);

  return {
    name: 'pumba',
    kinds: [...pumbaNetworkKinds, 'pause', 'stop', 'kill', 'restart'],

    availability: () =>
      imageAvailability(engine, image, {
        reason: `The image ${image} is at hand.`,
        remedy: `Run "docker pull ${image}" where the registry can be reached.`,
      }),

    async refusal(request) {
      if (!('direction' in request)) return undefined;
      const fault: PacketFault = { kind: request.kind, params: request.params, scope: request };
      const inexpressible = networkRefusal(fault);
      if (inexpressible !== undefined) return inexpressible;
      if (usesNetem(fault) && !(await options.hasNetem())) {
        return (
          'This kernel has no netem, by which Pumba shapes packets. Use "driver": "auto" or "shaper", or, on a ' +
          'kernel of your own, "modprobe sch_netem".'
        );
      }
      if (await engine.hasImage(toolsImage)) return undefined;
      return `The image ${toolsImage}, which Pumba runs in a node's network, is not at hand. Run "docker pull ${toolsImage}".`;
    },

    command(claim) {
      const peers = claim.scope?.peers?.nodes.map((name) => `<address of ${name}>`) ?? [];
      const place = { interface: `<interface of ${claim.node}>`, peers, toolsImage };
      return ['pumba', ...pumbaCommand(claim, claim.node, place)].join(' ');
    },

    async apply(claim) {
      if (isOfNetwork(claim)) return network.apply(claim);
      const target = (await engine.nodes.inspect(claim.node))?.instance;
      if (target === undefined) return failed(claim, 'the node is gone');
      await endJob(engine, claim);
      // What it holds is seen by the keepers of other faults on the node.
      const hold = holdOf(claim, now(), 0) ?? {};
      await engine.jobs.start(pumbaJob(claim, image, pumbaCommand(claim, target), hold));
      const state = heldState(claim);
      if (state === undefined || claim.kind === 'kill') {
        const failure = await failureOfJob(engine, claim, patienceMs);
        if (failure !== undefined) return failed(claim, failure);
      }
      if (state !== undefined) return untilHeld(engine, claim, state, patienceMs);
      if (haltsProcess(claim)) return findHalted(engine, claim.node, true);
      const expected = claim.kind === 'restart' ? `started after ${claim.createdAt}` : `signal sent`;
      return findState(engine, claim.node, expected, ({ startedAt }) =>
        claim.kind === 'restart' ? (startedAt ?? '') > claim.createdAt : true,
      );
    },

    async verify(claim) {
      if (isOfNetwork(claim)) return network.verify(claim);
      const state = heldState(claim);
      if (state === undefined || claim.kind === 'kill') return undefined;
      return findState(engine, claim.node, `state ${state}`, (node) => node.state === state, 0);
    },

    async release(claim, others) {
      if (isOfNetwork(claim)) return network.release(claim);
      const failure = await endJob(engine, claim);
      // Where Pumba's own undoing failed, undid what another fault wants, or does not exist (SIGSTOP), the engine
      // sets it right.
      const finding = await releaseLife(engine, claim, others);
      return failure === undefined ? finding : { ...finding, observed: `${finding.observed} (${failure})` };
    },
  };
}

function isOfNetwork({ kind }: Claim): boolean {
  return faultCatalog[kind].category === 'network';
}

/** Waits until the node is as Pumba should have made it, or Pumba has given up. */
async function untilHeld(engine: Engine, claim: Claim, state: string, patienceMs: number): Promise<Finding> {
  const deadline = performance.now() + patienceMs + graceMs(claim);
  for (;;) {
    const finding = await findState(engine, claim.node, `state ${state}`, (node) => node.state === state, 0);
    if (finding.holds || performance.now() > deadline) return finding;
    const job = await engine.jobs.inspect(jobIdOf(claim));
    const failure = job?.state === 'running' ? undefined : job && (await failureOf(engine, job));
    if (failure !== undefined) return failed(claim, failure);
    await sleep(50);
  }
}

/** Waits for a job that does something once, and tells what went wrong with it. */
async function failureOfJob(engine: Engine, claim: Claim, patienceMs: number): Promise<string | undefined> {
  const deadline = performance.now() + patienceMs + graceMs(claim);
  for (;;) {
    const job = await engine.jobs.inspect(jobIdOf(claim));
    if (job === undefined) return 'The job of Pumba is gone.';
    if (job.state === 'ended') return failureOf(engine, job);
    if (performance.now() > deadline) return 'Pumba did not come to an end in time.';
    await sleep(50);
  }
}

/** How long the node itself may take to stop. */
function graceMs({ params }: Claim): number {
  return Number(params['graceSeconds'] ?? 0) * 1000;
}

function failed({ node, kind }: Claim, observed: string): Finding {
  return { node, expected: `${kind} by Pumba`, observed, holds: false };
}
