import { createClient } from '../../../contract/client.ts';
import type { Fault, FaultRequestInput } from '../../../contract/faults/fault.ts';
import { eventually } from './eventually.ts';

export const apiUrl = 'http://127.0.0.1:5050';

/** The platform's own client, as the editor and the terminal use it. */
export const client = createClient({ baseUrl: apiUrl, token: process.env['DSP_API_TOKEN'] });

/** Switches a fault on and waits until it is active, or over where it holds nothing. */
export async function injectFault(body: FaultRequestInput): Promise<Fault> {
  const created = await client('faultCreate', { body });
  if ('dryRun' in created) throw new Error('This was a dry run.');
  return waitForFault(created.id, 'active', 'ended');
}

/** Waits until a fault is in one of the states. @throws Error with the fault's problem when it failed. */
export async function waitForFault(id: string, ...states: Fault['state'][]): Promise<Fault> {
  return eventually(
    `fault ${id} ${states.join(' or ')}`,
    async () => {
      const fault = await client('faultGet', { params: { id } });
      if (states.includes(fault.state)) return fault;
      if (fault.state === 'failed') throw new Error(`The fault failed: ${JSON.stringify(fault.problem)}`);
      return undefined;
    },
    60_000,
  );
}

/** Ends everything that a test may have left on. */
export async function halt(): Promise<void> {
  await client('faultHalt', {});
}

/** Waits until the API answers, for example after it was killed. */
export async function apiIsUp(): Promise<void> {
  await eventually('the Platform API', async () => (await client('nodeList', {})).nodes[0], 60_000);
}
