import type { Fault, FaultRequestInput, FaultState } from '../../contract/faults/fault.ts';
import type { Platform } from './platform.ts';
import { until } from './until.ts';

/** Switches a fault on and returns it as it was created. */
export async function createFault(platform: Platform, request: FaultRequestInput): Promise<Fault> {
  const answer = await platform.call('faultCreate', { body: request });
  if ('dryRun' in answer) throw new Error('That was a dry run.');
  return answer;
}

/** Waits until a fault is in one of the states. */
export function faultIn(platform: Platform, id: string, ...states: FaultState[]): Promise<Fault> {
  return until(`fault ${id} is ${states.join(' or ')}`, async () => {
    const fault = await platform.call('faultGet', { params: { id } });
    return states.includes(fault.state) && fault;
  });
}

/** Switches a fault on and waits until it is active, or was, when it does something once. */
export async function activeFault(platform: Platform, request: FaultRequestInput): Promise<Fault> {
  const { id } = await createFault(platform, request);
  return faultIn(platform, id, 'active', 'ended', 'failed');
}
