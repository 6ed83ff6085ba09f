import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine, EngineNode } from '../engine/port.ts';
import type { Claim, Finding } from './claim.ts';

/** The states in which faults keep a node. */
export type HeldState = 'running' | 'paused' | 'stopped';

/** The state in which a claim keeps its node; `undefined` when it only does something once. */
export function heldState({ kind, params, isResting }: Claim): HeldState | undefined {
  if (isResting) return undefined;
  if (kind === 'pause') return 'paused';
  if (kind === 'stop') return 'stopped';
  if (kind === 'kill' && params['signal'] === 'SIGKILL') return 'stopped';
  return undefined;
}

/** The state in which all claims together keep a node: the strongest of them, `running` when there is none. */
export function mergedState(claims: Claim[]): HeldState {
  const held = new Set(claims.map(heldState));
  if (held.has('stopped')) return 'stopped';
  return held.has('paused') ? 'paused' : 'running';
}

/** Whether a claim keeps the main process stopped by SIGSTOP, which the state of the container does not show. */
export function haltsProcess({ kind, params }: Claim): boolean {
  return kind === 'kill' && params['signal'] === 'SIGSTOP';
}

/** Brings a node from whatever state it is in to `wanted`. A node that is gone is left alone. */
export async function bring(
  engine: Engine,
  name: string,
  wanted: HeldState,
  graceSeconds = 5,
): Promise<void> {
  const state = (await engine.nodes.inspect(name))?.state;
  if (state === undefined || state === wanted) return;
  // An engine neither stops nor kills what is frozen.
  if (state === 'paused') await engine.nodes.resume(name);
  if (state === 'stopped') await engine.nodes.start(name);
  if (wanted === 'paused') await engine.nodes.pause(name);
  if (wanted === 'stopped') await engine.nodes.stop(name, graceSeconds);
}

/** Reads a node until `holds` says so, for at most `withinMs`, and tells what was seen last. */
export async function findState(
  engine: Engine,
  name: string,
  expected: string,
  holds: (node: EngineNode) => boolean,
  withinMs = 3_000,
): Promise<Finding> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const node = await engine.nodes.inspect(name);
    if (node === undefined) return { node: name, expected, observed: 'the node is gone', holds: false };
    const found = holds(node);
    if (found || performance.now() > deadline)
      return { node: name, expected, observed: wordsFor(node), holds: found };
    await sleep(50);
  }
}

/** Undoes a claim on the life of a node: leaves the node as `others` want it, and shows that. */
export async function releaseLife(engine: Engine, claim: Claim, others: Claim[]): Promise<Finding> {
  const resumesProcess = haltsProcess(claim) && !others.some(haltsProcess);
  if (resumesProcess) await continueProcess(engine, claim.node);
  await bring(engine, claim.node, mergedState(others));
  const finding = await findReleased(engine, claim.node, others);
  const isRunning = (await engine.nodes.inspect(claim.node))?.state === 'running';
  return resumesProcess && finding.holds && isRunning ? findHalted(engine, claim.node, false) : finding;
}

async function continueProcess(engine: Engine, name: string): Promise<void> {
  // What is frozen gets no signal.
  await bring(engine, name, 'running');
  const isThere = (await engine.nodes.inspect(name)) !== undefined;
  if (isThere) await engine.nodes.kill(name, 'SIGCONT');
}

/** Evidence that the main process is, or is not, stopped by a signal. */
export async function findHalted(engine: Engine, name: string, wanted: boolean): Promise<Finding> {
  const words = (halted: boolean): string =>
    halted ? 'main process stopped (T)' : 'main process not stopped';
  const deadline = performance.now() + 3_000;
  for (;;) {
    const halted = await engine.nodes.isHalted(name);
    const holds = halted === wanted;
    if (holds || performance.now() > deadline) {
      return { node: name, expected: words(wanted), observed: words(halted), holds };
    }
    await sleep(50);
  }
}

/** Evidence that no claim but `others` holds a node any more. A node that is gone holds nothing. */
async function findReleased(engine: Engine, name: string, others: Claim[]): Promise<Finding> {
  const wanted = mergedState(others);
  const finding = await findState(engine, name, `state ${wanted}`, ({ state }) => state === wanted);
  return finding.observed === 'the node is gone' ? { ...finding, holds: true } : finding;
}

function wordsFor({ state, startedAt, exitCode }: EngineNode): string {
  if (state === 'stopped') return `state stopped, exit code ${exitCode}`;
  return `state ${state}, started ${startedAt}`;
}
