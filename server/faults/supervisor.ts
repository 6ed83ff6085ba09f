import { faultCatalog } from '../../contract/faults/catalog.ts';
import type { Fault, FaultEndReason, FaultPlan, FaultRequest } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';
import { ProblemError, problemDocument } from '../../contract/problems.ts';
import type { Engine } from '../engine/port.ts';
import type { Log } from '../http/log.ts';
import { makeId } from '../ids.ts';
import type { NodeRegistry } from '../nodes/registry.ts';
import { checkPeers } from './check-peers.ts';
import { chooseDriver } from './choose-driver.ts';
import { createClaimBoard } from './claim-board.ts';
import { claimsOf, type Finding } from './claim.ts';
import type { FaultDriver } from './drivers/driver.ts';
import { createExclusive } from '../exclusive.ts';
import { enter, newFault, witness } from './fault-record.ts';
import type { FaultStore } from './fault-store.ts';
import { createOwnLimits } from './own-limits.ts';
import { createRepeater } from './repeater.ts';
import { repetitionOf } from './repetition.ts';
import { selectTargets } from './select-targets.ts';
import { sweepFaultJobs } from './sweep-jobs.ts';

/** Milliseconds between looks at faults that could not be made true or undone when they should have been. */
const retryMs = 2_000;
/** A fault this close to its end is left alone: its driver may be undoing it already. */
const nearEndMs = 1_500;
/** Longest that setTimeout can wait, milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Owns every fault from the request to the evidence of its end.
 *
 *     starting ──► active ──► ending ──► ended
 *         └──────────────────► ending ──► failed
 *
 * A fault is in the journal before anything is done, so that an API that is killed at any moment finds it again
 * and ends it. Every end is retried until the evidence shows that nothing is left.
 */
export interface Supervisor {
  /** Begins a fault and returns at once; or, for a dry run, only says what would be done. */
  create(request: FaultRequest): Promise<Fault | FaultPlan>;
  /** Ends a fault and waits for the evidence. @throws ProblemError `fault-already-over`. */
  end(id: string): Promise<Fault>;
  /** Ends all faults. `healed`: the evidence shows that nothing of them is left. */
  halt(): Promise<{ faults: Fault[]; healed: boolean }>;
  /** Looks whether the faults that have to do with a node still hold, and makes them hold again. */
  nodeChanged(node: string): Promise<void>;
  /** After a start, or when the engine is back: makes true again what should be, ends what should have ended. */
  recover(): Promise<void>;
  close(): void;
}

/** Begins to look after faults. Those of an earlier life are taken up by {@link Supervisor.recover}. */
export function createSupervisor(parts: {
  engine: Engine;
  drivers: readonly FaultDriver[];
  store: FaultStore;
  registry: NodeRegistry;
  now: () => Date;
  log: Log;
}): Supervisor {
  const { engine, drivers, store, registry, now, log } = parts;
  const board = createClaimBoard(createOwnLimits(store), log);
  const onFault = createExclusive();
  const inTurn = createExclusive();
  const timers = new Map<string, NodeJS.Timeout>();
  const repeater = createRepeater({ store, now, turn: (id) => turnInTurn(id) });
  let closed = false;
  /** Faults that this life of the API has begun; any other that is `starting` was cut short by a crash. */
  const begun = new Set<string>();
  const retry = setInterval(retryWhatFailed, retryMs);
  retry.unref();

  function driverOf(fault: Fault): FaultDriver {
    const driver = drivers.find(({ name }) => name === fault.driver);
    if (driver === undefined) throw new Error(`There is no driver "${fault.driver}".`);
    return driver;
  }

  async function apply(id: string): Promise<void> {
    const fault = store.get(id);
    const claims = claimsOf(fault, now());
    const findings = await Promise.all(claims.map((claim) => board.apply(claim, driverOf(fault))));
    const seen = witness(store.get(id), 'apply', findings, now());
    const missing = findings.find(({ holds }) => !holds);
    if (missing !== undefined) {
      await store.save({ ...seen, problem: problemDocument('engine-failed', wordsFor(missing)) });
      return finish(id, 'failed');
    }
    await store.save(enter(seen, 'active', now()));
    const isOnce = faultCatalog[fault.kind].life === 'instant' && repetitionOf(fault) === undefined;
    if (isOnce) return finish(id, 'completed');
    armTimers(id);
  }

  /** Does a repeated fault once more, or lets go of its nodes until the next time. */
  async function turn(id: string): Promise<void> {
    const fault = store.get(id);
    if (fault.state !== 'active') return;
    const claims = claimsOf(fault, now()).map((claim) => ({ ...claim, createdAt: now().toISOString() }));
    const isOn = fault.kind === 'restart' || !claims.some(({ isResting }) => isResting);
    const change = isOn ? board.apply : board.release;
    const findings = await Promise.all(claims.map((claim) => change(claim, driverOf(fault))));
    await store.save(witness(store.get(id), isOn ? 'apply' : 'end', findings, now()));
  }

  async function turnInTurn(id: string): Promise<void> {
    await onFault(id, () => turn(id)).catch((error: unknown) => {
      log('error', 'fault could not be repeated', { fault: id, error });
    });
  }

  /** Undoes a fault and reads back that it is undone. It stays `ending` when that cannot be shown yet. */
  async function finish(id: string, reason: FaultEndReason): Promise<void> {
    const fault = store.get(id);
    if (isFaultOver(fault)) return;
    clearTimeout(timers.get(id));
    timers.delete(id);
    repeater.disarm(id);
    const ending = fault.state === 'ending' ? fault : { ...enter(fault, 'ending', now()), endReason: reason };
    await store.save(ending);
    const claims = claimsOf(ending, now());
    const findings = await Promise.all(claims.map((claim) => board.release(claim, driverOf(ending))));
    const seen = witness(ending, 'end', findings, now());
    const left = findings.find(({ holds }) => !holds);
    if (left !== undefined) {
      const detail = `Not undone yet, trying again. ${wordsFor(left)}`;
      const hindrance = problemDocument('engine-failed', detail);
      // A fault that failed goes on saying why; what stands in the way of its end is in the evidence.
      const reason = ending.endReason === 'failed' ? seen.problem : null;
      return store.save({ ...seen, problem: reason ?? hindrance });
    }
    if (ending.endReason === 'failed') return store.save(enter(seen, 'failed', now()));
    return store.save(enter({ ...seen, problem: null }, 'ended', now()));
  }

  /** As {@link finish}, in the fault's turn, for those who cannot wait for it. */
  async function finishInTurn(id: string, reason: FaultEndReason): Promise<void> {
    await onFault(id, () => finish(id, reason)).catch((error: unknown) => {
      log('error', 'fault could not be ended', { fault: id, error });
    });
  }

  function armTimers(id: string): void {
    if (closed) return;
    repeater.arm(id);
    const leftMs = Date.parse(store.get(id).endsAt) - now().getTime();
    const waitMs = Math.min(longestTimerMs, Math.max(0, leftMs));
    timers.set(
      id,
      setTimeout(() => void finishInTurn(id, 'expired'), waitMs),
    );
  }

  function retryWhatFailed(): void {
    for (const fault of store.live()) {
      // What is still under way is not queued again behind itself: an engine that is slow would never be done.
      if (onFault.isBusy(fault.id)) continue;
      if (fault.state === 'ending') void finishInTurn(fault.id, 'expired');
      if (fault.state === 'active' && isShaken(fault)) void lookInTurn(fault.id);
    }
  }

  async function lookInTurn(id: string): Promise<void> {
    await onFault(id, () => look(id)).catch((error: unknown) => {
      log('warn', 'fault could not be looked at', { fault: id, error });
    });
  }

  /** Makes a fault true again on a node where something else has undone it. */
  async function reassert(id: string, node: string): Promise<void> {
    const fault = store.get(id);
    const claim = claimsOf(fault, now()).find((each) => each.node === node);
    if (claim === undefined) return;
    const findings = await board.reassert(claim, driverOf(fault));
    if (findings.length > 0) await store.save(witness(store.get(id), 'apply', findings, now()));
  }

  async function look(id: string): Promise<void> {
    const fault = store.get(id);
    if (fault.state !== 'active' || Date.parse(fault.endsAt) - now().getTime() < nearEndMs) return;
    const nodes = await Promise.all(fault.targets.map((name) => engine.nodes.inspect(name)));
    if (nodes.every((found) => found === undefined)) return finish(id, 'target-gone');
    for (const node of nodes) if (node !== undefined) await reassert(id, node.name);
  }

  async function recoverOne(id: string): Promise<void> {
    const fault = store.get(id);
    if (fault.state === 'ending') return finish(id, fault.endReason ?? 'expired');
    if (fault.state === 'starting' && !begun.has(id)) {
      const detail = 'The platform was restarted while it applied this fault.';
      await store.save({ ...fault, problem: problemDocument('engine-failed', detail) });
      return finish(id, 'failed');
    }
    if (fault.state !== 'active') return;
    if (faultCatalog[fault.kind].life === 'instant') return finish(id, 'completed');
    if (Date.parse(fault.endsAt) <= now().getTime()) return finish(id, 'expired');
    for (const node of fault.targets) await reassert(id, node);
    if (timers.has(id)) return;
    // What should have let go of its nodes while nobody was there does so now.
    if (claimsOf(fault, now()).some(({ isResting }) => isResting) && fault.kind !== 'restart') await turn(id);
    armTimers(id);
  }

  /** Whether a fault that is not over is on a node; it may not have done anything yet. */
  function isTaken(name: string): boolean {
    return store.idsOn(name).length > 0;
  }

  function whyNot(name: string): string | undefined {
    const { state } = registry.get(name);
    // A node that another fault stopped can still be given a further fault.
    return state === 'running' || isTaken(name) ? undefined : `The node "${name}" is ${state}.`;
  }

  async function create(request: FaultRequest): Promise<Fault | FaultPlan> {
    const nodes = registry.list();
    const selection = selectTargets(request.targets, nodes, whyNot);
    const { targets } = selection;
    checkPeers(request, targets, nodes);
    const choice = await chooseDriver(request, targets, drivers, targets.some(isTaken));
    const fault = newFault(makeId('f'), request, selection, choice, now());
    if (request.dryRun) return planOf(fault, choice.driver);
    begun.add(fault.id);
    await store.save(fault);
    void onFault(fault.id, () => apply(fault.id)).catch((error: unknown) => {
      log('error', 'fault could not be applied', { fault: fault.id, error });
      return finishInTurn(fault.id, 'failed');
    });
    return fault;
  }

  return {
    // One after another, so that each driver is chosen with sight of the faults before it.
    create: (request) => inTurn('create', () => create(request)),

    async end(id) {
      const { state } = store.get(id);
      if (isFaultOver({ state }))
        throw new ProblemError('fault-already-over', `The fault "${id}" is ${state}.`);
      await onFault(id, () => finish(id, 'deleted'));
      return store.get(id);
    },

    async halt() {
      const ids = store.live().map(({ id }) => id);
      await Promise.all(ids.map((id) => onFault(id, () => finish(id, 'halted'))));
      await sweepFaultJobs(engine, store.live, log);
      const faults = ids.map(store.get);
      return { faults, healed: faults.every(isFaultOver) };
    },

    async nodeChanged(node) {
      const touched = store
        .live()
        .filter(({ targets, scope }) => [...targets, ...(scope?.peers?.nodes ?? [])].includes(node));
      await Promise.all(touched.map(({ id }) => onFault(id, () => look(id))));
    },

    async recover() {
      // First of all, so that ending one fault does not undo another one that goes on.
      const active = store.live().filter(({ state }) => state === 'active');
      active.flatMap((fault) => claimsOf(fault, now())).forEach(board.adopt);
      for (const { id } of store.live()) {
        await onFault(id, () => recoverOne(id)).catch((error: unknown) => {
          log('error', 'fault could not be recovered', { fault: id, error });
        });
      }
      await sweepFaultJobs(engine, store.live, log);
    },

    close() {
      closed = true;
      clearInterval(retry);
      repeater.close();
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

function wordsFor({ node, expected, observed }: Finding): string {
  return `${node}: expected ${expected}, observed ${observed}.`;
}

/** Whether the last that was seen of a fault, on one of its nodes, is that it does not hold. */
function isShaken({ targets, evidence }: Fault): boolean {
  return targets.some((name) => evidence.findLast(({ node }) => node === name)?.holds === false);
}

function planOf(fault: Fault, driver: FaultDriver): FaultPlan {
  const { kind, targets, leftOut, driverReason } = fault;
  const claims = claimsOf(fault, new Date(fault.createdAt));
  const commands = claims.map((claim) => ({ node: claim.node, command: driver.command(claim) }));
  const chosen = { targets, ...(leftOut && { leftOut }) };
  return { dryRun: true, kind, ...chosen, driver: driver.name, driverReason, commands };
}
