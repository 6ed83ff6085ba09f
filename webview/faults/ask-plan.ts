import type { FaultPlan, FaultRequestInput } from '../../contract/faults/fault.ts';
import { call } from '../state/api.ts';

/** Asks what a fault would do, without doing it. @throws CallError */
export async function askPlan(body: FaultRequestInput, signal: AbortSignal): Promise<FaultPlan> {
  const answer = await call('faultCreate', { body: { ...body, dryRun: true } as FaultRequestInput }, signal);
  if ('dryRun' in answer) return answer;
  throw new Error('The API did what it was only asked about.');
}
