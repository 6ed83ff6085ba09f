import type { Evidence, Fault, FaultRequest, FaultState } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';
import type { Finding } from './claim.ts';
import type { DriverChoice } from './choose-driver.ts';
import type { Selection } from './select-targets.ts';

/** Evidence that is kept of one fault; a fault that has to be made true again and again would grow for ever. */
const mostEvidence = 200;

/** The record of a fault at its beginning. */
export function newFault(
  id: string,
  request: FaultRequest,
  { targets, leftOut }: Selection,
  choice: DriverChoice,
  now: Date,
): Fault {
  const createdAt = now.toISOString();
  return {
    id,
    kind: request.kind,
    params: request.params,
    scope: scopeOf(request),
    targets,
    ...(leftOut.length > 0 && { leftOut }),
    selection: request.targets,
    durationSeconds: request.durationSeconds,
    state: 'starting',
    driver: choice.driver.name,
    driverReason: choice.reason,
    createdAt,
    activeAt: null,
    endsAt: after(now, request.durationSeconds),
    endedAt: null,
    endReason: null,
    problem: null,
    steps: [{ state: 'starting', time: createdAt, sinceCreatedMs: 0 }],
    evidence: [],
  };
}

function scopeOf(request: FaultRequest): Fault['scope'] {
  if (!('direction' in request)) return null;
  const { peers, direction, protocol, ports, seed } = request;
  return { direction, protocol, ...(peers && { peers }), ...(ports && { ports }), ...(seed && { seed }) };
}

/** The record in its next state, with the step noted. */
export function enter(fault: Fault, state: FaultState, now: Date): Fault {
  const time = now.toISOString();
  const sinceCreatedMs = now.getTime() - Date.parse(fault.createdAt);
  return {
    ...fault,
    state,
    ...(state === 'active' ? { activeAt: time, endsAt: after(now, fault.durationSeconds) } : {}),
    ...(isFaultOver({ state }) ? { endedAt: time } : {}),
    steps: [...fault.steps, { state, time, sinceCreatedMs }],
  };
}

/** The record with what was found. */
export function witness(fault: Fault, phase: Evidence['phase'], findings: Finding[], now: Date): Fault {
  const time = now.toISOString();
  const evidence = findings.map((finding): Evidence => ({ time, phase, ...finding }));
  return { ...fault, evidence: [...fault.evidence, ...evidence].slice(-mostEvidence) };
}

function after(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
