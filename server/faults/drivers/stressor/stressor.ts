import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Conversation, Engine, EngineNode } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import { bring, mergedState } from '../../lifecycle.ts';
import type { FaultDriver } from '../driver.ts';
import { imageAvailability } from '../image-availability.ts';
import { findEnded, findOutOfMemory, findStress } from './evidence.ts';
import { jobIdOf, stressCommand, stressJob } from './jobs.ts';
import { askStressor, parseRefusal, type StressStatus } from './protocol.ts';

/** Milliseconds in which the memory has to be full, or the node ended. */
const settleMs = 20_000;

/** Loads a node from within: processes of ours in the node's own cgroup, which end with it and at their deadline. */
export function stressorDriver(engine: Engine, options: { image: string; now: () => Date }): FaultDriver {
  const { image, now } = options;

  /** Asks the job of a claim; `undefined` when it does not run. */
  async function ask(claim: Claim, question: 'status' | 'end'): Promise<StressStatus | undefined> {
    const job = await engine.jobs.inspect(jobIdOf(claim));
    if (job?.state !== 'running') return undefined;
    let talk: Conversation | undefined;
    try {
      talk = await engine.jobs.converse(job.id);
      return await askStressor(talk, question);
    } catch (error) {
      // It may have ended in between, with its node; and says why when it gives up.
      const after = await engine.jobs.inspect(job.id);
      if (after?.state === 'running') throw error;
      return undefined;
    } finally {
      talk?.close();
    }
  }

  async function endJob(claim: Claim): Promise<StressStatus | undefined> {
    const last = await ask(claim, 'end').catch(() => undefined);
    await engine.jobs.stop(jobIdOf(claim));
    await engine.jobs.remove(jobIdOf(claim));
    return last;
  }

  async function whyEnded(claim: Claim): Promise<Finding> {
    const lines = await engine.jobs.logs(jobIdOf(claim), 50);
    const reason = parseRefusal(lines.map(({ text }) => text));
    throw new ProblemError('engine-failed', reason ?? 'The stressor ended before its time.');
  }

  /** Waits until the load is what was asked for. */
  async function settle(claim: Claim): Promise<Finding> {
    const deadline = performance.now() + settleMs;
    for (;;) {
      const status = await ask(claim, 'status');
      if (status === undefined) return whyEnded(claim);
      const finding = findStress(claim, status);
      if (finding.holds || performance.now() > deadline) return finding;
      await sleep(50);
    }
  }

  /** Waits until the kernel has ended the node. */
  async function untilKilled(claim: Claim, startedBefore: string | null): Promise<Finding> {
    const deadline = performance.now() + settleMs;
    for (;;) {
      const node = await engine.nodes.inspect(claim.node);
      const finding = node && findOutOfMemory(claim, node, startedBefore);
      if (finding !== undefined) return finding;
      const job = await engine.jobs.inspect(jobIdOf(claim));
      if (node?.state === 'running' && job?.state === 'ended' && job.exitCode === 1) return whyEnded(claim);
      if (performance.now() > deadline) {
        return { node: claim.node, expected: 'ended by the kernel', observed: 'it lives on', holds: false };
      }
      await sleep(50);
    }
  }

  return {
    name: 'stressor',
    kinds: ['cpu-stress', 'memory'],

    availability: () =>
      imageAvailability(engine, image, {
        reason: "Loads a node from within the node's own limits.",
        remedy: 'Run "npm start", which builds it.',
      }),

    async refusal(request, targets) {
      if (request.kind !== 'memory') return undefined;
      for (const name of targets) {
        if ((await engine.nodes.limits(name))?.memoryBytes !== 0) continue;
        return `"${name}" has no memory limit, so that the pressure would be on the whole machine. Give it one, in Compose: deploy.resources.limits.memory.`;
      }
      return undefined;
    },

    command: (claim) =>
      ['stressor', ...stressCommand(claim, `<container of ${claim.node}>`, now())].join(' '),

    async apply(claim) {
      const node = await engine.nodes.inspect(claim.node);
      if (node === undefined || node.state === 'stopped') return notThere(claim, false);
      await engine.jobs.remove(jobIdOf(claim));
      await engine.jobs.start(stressJob(claim, image, node.instance, now()));
      return isKill(claim) ? untilKilled(claim, node.startedAt) : settle(claim);
    },

    async verify(claim) {
      const node = await engine.nodes.inspect(claim.node);
      // A node that is stopped has no processes; it gets the load again when it runs. A kill is done once.
      if (node === undefined || node.state !== 'running' || isKill(claim)) return undefined;
      const status = await ask(claim, 'status');
      if (status !== undefined && isFresh(node, await engine.jobs.inspect(jobIdOf(claim)))) {
        return findStress(claim, status);
      }
      return { node: claim.node, expected: 'the stressor in the node', observed: 'it is gone', holds: false };
    },

    async release(claim, others) {
      const last = await endJob(claim);
      if (isKill(claim)) await bring(engine, claim.node, mergedState(others));
      return last === undefined ? notThere(claim, true) : findEnded(claim, last);
    },
  };
}

function isKill({ params }: Claim): boolean {
  return params['outOfMemoryKill'] === true;
}

/** A node that has started since then has a new cgroup. */
function isFresh(node: EngineNode, job: { startedAt: string | null } | undefined): boolean {
  return (job?.startedAt ?? '') >= (node.startedAt ?? '');
}

function notThere({ node }: Claim, holds: boolean): Finding {
  const observed = 'the job of the fault is gone, and the kernel has ended its processes with it';
  return {
    node,
    expected: "none of the fault's processes",
    observed: holds ? observed : 'the node does not run',
    holds,
  };
}
