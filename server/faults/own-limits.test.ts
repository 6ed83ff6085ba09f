import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fault, OwnLimits } from '../../contract/faults/fault.ts';
import type { Claim } from './claim.ts';
import type { FaultStore } from './fault-store.ts';
import { createOwnLimits } from './own-limits.ts';

const own = { instance: 'c1', nanoCpus: 1e9, cpuPeriod: 0, cpuQuota: 0 };
const reduced = { ...own, nanoCpus: 2e8 };

/** A store of faults that are not over, each with what it has noted of node b. */
function storeOf(noted: Record<string, OwnLimits | undefined>) {
  const faults = new Map(
    Object.entries(noted).map(([id, limits]) => [
      id,
      { id, ...(limits && { restore: { b: limits } }) } as unknown as Fault,
    ]),
  );
  const store = {
    live: () => [...faults.values()],
    get: (id: string) => faults.get(id) as Fault,
    save: (fault: Fault) => Promise.resolve(void faults.set(fault.id, fault)),
  };
  return store as unknown as FaultStore;
}

const claim = { faultId: 'f-2', node: 'b' } as Claim;

test('what the engine shows is noted before a first fault', async () => {
  const store = storeOf({ 'f-2': undefined });
  assert.deepEqual(await createOwnLimits(store)(claim, own), own);
  assert.deepEqual(store.get('f-2').restore, { b: own });
});

test('what another fault has noted is passed on: the engine shows the doing of that fault', async () => {
  const store = storeOf({ 'f-1': own, 'f-2': undefined });
  assert.deepEqual(await createOwnLimits(store)(claim, reduced), own);
  assert.deepEqual(store.get('f-2').restore, { b: own });
});

test('a container that is new has limits of its own', async () => {
  const fresh = { ...own, instance: 'c2', nanoCpus: 2e9 };
  const store = storeOf({ 'f-1': own, 'f-2': own });
  assert.deepEqual(await createOwnLimits(store)(claim, fresh), fresh);
  assert.deepEqual(store.get('f-2').restore, { b: fresh });
});
