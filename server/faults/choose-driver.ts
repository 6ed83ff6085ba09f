import type { FaultRequest } from '../../contract/faults/fault.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { FaultDriver } from './drivers/driver.ts';

export interface DriverChoice {
  driver: FaultDriver;
  reason: string;
}

/**
 * Chooses who does a fault. `drivers` are in the order of preference.
 *
 * @param shared Whether another fault is active on one of its nodes. Pumba knows of no fault but its own, so that
 *   it would undo the other one too; then only a driver that merges claims will do.
 * @throws ProblemError `driver-unavailable` or `fault-conflict` with the reasons of every driver.
 */
export async function chooseDriver(
  request: FaultRequest,
  targets: readonly string[],
  drivers: readonly FaultDriver[],
  shared: boolean,
): Promise<DriverChoice> {
  const refusals: string[] = [];
  for (const driver of drivers) {
    if (request.driver !== 'auto' && request.driver !== driver.name) continue;
    const refusal = await refusalOf(driver, request, targets, shared);
    if (refusal === undefined) return { driver, reason: reasonFor(driver, request, refusals) };
    refusals.push(`${driver.name}: ${refusal}`);
  }
  const conflict = shared && refusals.some((refusal) => refusal.includes(sharedRefusal));
  throw new ProblemError(conflict ? 'fault-conflict' : 'driver-unavailable', refusals.join(' '));
}

const sharedRefusal = 'Another fault is active on the node, and this driver knows only its own.';

async function refusalOf(
  driver: FaultDriver,
  request: FaultRequest,
  targets: readonly string[],
  shared: boolean,
): Promise<string | undefined> {
  if (!driver.kinds.includes(request.kind)) return `It does not know "${request.kind}".`;
  const { available, reason, remedy } = await driver.availability();
  if (!available) return [reason, remedy].filter(Boolean).join(' ');
  if (shared && driver.name === 'pumba') return sharedRefusal;
  return driver.refusal?.(request, targets);
}

function reasonFor(driver: FaultDriver, request: Pick<FaultRequest, 'driver'>, refusals: string[]): string {
  if (request.driver !== 'auto') return 'Asked for by name.';
  const first = `Chosen: ${driver.name} can do it here.`;
  return refusals.length === 0 ? first : `${first} Not chosen: ${refusals.join(' ')}`;
}
