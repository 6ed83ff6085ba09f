import type { Engine } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import {
  bring,
  findHalted,
  findState,
  haltsProcess,
  heldState,
  mergedState,
  releaseLife,
  type HeldState,
} from '../../lifecycle.ts';
import type { FaultDriver } from '../driver.ts';
import { findLimit, limit, readOwnLimits, unlimit } from './cpu.ts';

/** Does faults of a node's life, and limits, by the engine itself. Always there, exact, and at once. */
export function engineDriver(engine: Engine): FaultDriver {
  return {
    name: 'engine',
    kinds: ['pause', 'stop', 'kill', 'restart', 'cpu'],

    availability: () =>
      Promise.resolve({ available: true, reason: 'The container engine does it itself.', remedy: null }),

    command({ kind, node, params }) {
      switch (kind) {
        case 'pause':
          return `docker pause ${node}`;
        case 'stop':
          return `docker stop --time ${params['graceSeconds']} ${node}`;
        case 'kill':
          return `docker kill --signal ${params['signal']} ${node}`;
        case 'restart':
          return `docker restart --time ${params['graceSeconds']} ${node}`;
        case 'cpu':
          return `docker update --cpus ${params['cores']} ${node}`;
        default:
          throw new Error(`The engine does not know "${kind}".`);
      }
    },

    own: async ({ kind, node }) => (kind === 'cpu' ? readOwnLimits(engine, node) : undefined),

    async apply(claim, others) {
      if (claim.kind === 'cpu') return limit(engine, claim, others);
      const merged = mergedState([...others, claim]);
      if (claim.kind === 'kill') await kill(engine, claim, merged);
      else if (claim.kind === 'restart') await restart(engine, claim, merged);
      else await bring(engine, claim.node, merged, graceOf(claim));
      if (heldState(claim) === undefined) return effectOf(engine, claim);
      return findState(engine, claim.node, `state ${merged}`, ({ state }) => state === merged);
    },

    async verify(claim, others) {
      if (claim.kind === 'cpu') return findLimit(engine, claim, [...others, claim]);
      // A node that somebody started again after a crash has recovered: that is no reason to kill it again.
      if (claim.kind === 'kill' || heldState(claim) === undefined) return undefined;
      const merged = mergedState([...others, claim]);
      return findState(engine, claim.node, `state ${merged}`, ({ state }) => state === merged, 0);
    },

    async release(claim, others) {
      return claim.kind === 'cpu' ? unlimit(engine, claim, others) : releaseLife(engine, claim, others);
    },
  };
}

async function kill(engine: Engine, { node, params }: Claim, held: HeldState): Promise<void> {
  const wasPaused = (await engine.nodes.inspect(node))?.state === 'paused';
  if (wasPaused) await engine.nodes.resume(node);
  await engine.nodes.kill(node, String(params['signal']));
  // Another fault that froze the node still wants it frozen.
  if (wasPaused && held === 'paused') await engine.nodes.pause(node);
}

async function restart(engine: Engine, claim: Claim, held: HeldState): Promise<void> {
  if ((await engine.nodes.inspect(claim.node))?.state === 'paused') await engine.nodes.resume(claim.node);
  await engine.nodes.restart(claim.node, graceOf(claim));
  // Another fault that froze the node still wants it frozen.
  await bring(engine, claim.node, held);
}

/** Evidence for claims that do something once. */
async function effectOf(engine: Engine, claim: Claim): Promise<Finding> {
  const { node, createdAt, params, kind } = claim;
  if (kind === 'restart') {
    return findState(
      engine,
      node,
      `started after ${createdAt}`,
      ({ startedAt }) => (startedAt ?? '') > createdAt,
    );
  }
  if (haltsProcess(claim)) return findHalted(engine, node, true);
  // What a process makes of any other signal is its own affair: that it was sent is all that can be claimed.
  const seen = await findState(engine, node, `${String(params['signal'])} sent`, () => true);
  return { ...seen, observed: `sent; ${seen.observed}` };
}

function graceOf({ params }: Claim): number {
  const grace = params['graceSeconds'];
  return typeof grace === 'number' ? grace : 5;
}
