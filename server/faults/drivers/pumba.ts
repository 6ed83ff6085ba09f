import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, EngineJob, JobSpec } from '../../engine/port.ts';
import type { Claim, Finding } from '../claim.ts';
import { findHalted, findState, haltsProcess, heldState, releaseLife } from '../lifecycle.ts';
import type { FaultDriver } from './driver.ts';
import { pumbaCommand, pumbaFailure } from './pumba-command.ts';

/** Pumba undoes its fault within 30 s of SIGTERM; SIGKILL would leave the fault behind for ever. */
const cleanupGraceSeconds = 45;

/** Does faults by Pumba, as a job container from its official image: what people meet on real clusters. */
export function pumbaDriver(engine: Engine, image: string): FaultDriver {
  return {
    name: 'pumba',
    kinds: ['pause', 'stop', 'kill', 'restart'],

    async availability() {
      const available = await engine.hasImage(image);
      return available
        ? { available, reason: `The image ${image} is at hand.`, remedy: null }
        : {
            available,
            reason: `The image ${image} is not at hand.`,
            remedy: `Run "docker pull ${image}" where the registry can be reached.`,
          };
    },

    command: (claim) => ['pumba', ...pumbaCommand(claim, claim.node)].join(' '),

    async apply(claim) {
      const target = (await engine.nodes.inspect(claim.node))?.instance;
      if (target === undefined) return goneBefore(claim);
      await endJob(engine, claim);
      await engine.jobs.start(pumbaJob(claim, image, target));
      const state = heldState(claim);
      if (state === undefined || claim.kind === 'kill') {
        const failure = await failureOfJob(engine, claim);
        if (failure !== undefined) return failed(claim, failure);
      }
      if (state !== undefined) return untilHeld(engine, claim, state);
      if (haltsProcess(claim)) return findHalted(engine, claim.node, true);
      const expected = claim.kind === 'restart' ? `started after ${claim.createdAt}` : `signal sent`;
      return findState(engine, claim.node, expected, ({ startedAt }) =>
        claim.kind === 'restart' ? (startedAt ?? '') > claim.createdAt : true,
      );
    },

    async verify(claim) {
      const state = heldState(claim);
      if (state === undefined || claim.kind === 'kill') return undefined;
      return findState(engine, claim.node, `state ${state}`, (node) => node.state === state, 0);
    },

    async release(claim, others) {
      const failure = await endJob(engine, claim);
      // Where Pumba's own undoing failed, undid what another fault wants, or does not exist (SIGSTOP), the engine
      // sets it right.
      const finding = await releaseLife(engine, claim, others);
      return failure === undefined ? finding : { ...finding, observed: `${finding.observed} (${failure})` };
    },
  };
}

/** Id of the job that does a claim. */
function jobIdOf(claim: Claim): string {
  return `${claim.faultId}-${claim.node}`;
}

function pumbaJob(claim: Claim, image: string, target: string): JobSpec {
  return {
    id: jobIdOf(claim),
    kind: 'fault',
    image,
    command: pumbaCommand(claim, target),
    env: {},
    files: {},
    place: { in: 'engine' },
    rights: [],
    limits: { memoryMegabytes: 64, cpus: 1 },
    interactive: false,
    stopGraceSeconds: cleanupGraceSeconds,
    purpose: { fault: claim.faultId, node: claim.node },
  };
}

/** Ends and removes the job of a claim, if there is one, and tells what went wrong with its undoing. */
async function endJob(engine: Engine, claim: Claim): Promise<string | undefined> {
  const id = jobIdOf(claim);
  await engine.jobs.stop(id);
  const job = await engine.jobs.inspect(id);
  const failure = job && (await failureOf(engine, job));
  await engine.jobs.remove(id);
  return failure;
}

/** Waits until the node is as Pumba should have made it, or Pumba has given up. */
async function untilHeld(engine: Engine, claim: Claim, state: string): Promise<Finding> {
  const deadline = performance.now() + 15_000;
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
async function failureOfJob(engine: Engine, claim: Claim): Promise<string | undefined> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const job = await engine.jobs.inspect(jobIdOf(claim));
    if (job === undefined) return 'The job of Pumba is gone.';
    if (job.state === 'ended') return failureOf(engine, job);
    if (performance.now() > deadline) return 'Pumba did not come to an end within a minute.';
    await sleep(50);
  }
}

async function failureOf(engine: Engine, job: EngineJob): Promise<string | undefined> {
  const lines = (await engine.jobs.logs(job.id, 200)).map(({ text }) => text);
  const failure = pumbaFailure(lines);
  if (failure !== undefined) return failure;
  return job.exitCode === 0 ? undefined : `Pumba ended with exit code ${job.exitCode}: ${lines.at(-1) ?? ''}`;
}

function failed({ node, kind }: Claim, observed: string): Finding {
  return { node, expected: `${kind} by Pumba`, observed, holds: false };
}

function goneBefore(claim: Claim): Finding {
  return failed(claim, 'the node is gone');
}
