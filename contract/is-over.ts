import type { Fault } from './faults/fault.ts';
import type { TrafficRun } from './traffic/run.ts';

/** Whether nothing more will happen to a fault. */
export function isFaultOver({ state }: Pick<Fault, 'state'>): boolean {
  return state === 'ended' || state === 'failed';
}

/** Whether nothing more will happen to a run. */
export function isRunOver({ state }: Pick<TrafficRun, 'state'>): boolean {
  return state !== 'planned' && state !== 'running';
}
