import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { CpuLimit } from '../engine/port.ts';
import { coresOf, isLimitedAs, limitTo } from './cpu-limit.ts';

const unset = { nanoCpus: 0, cpuPeriod: 0, cpuQuota: 0 };
const ownLimits = fc.oneof(
  fc.integer({ min: 1e7, max: 64e9 }).map((nanoCpus) => ({ ...unset, nanoCpus })),
  fc
    .tuple(fc.integer({ min: 1_000, max: 1_000_000 }), fc.integer({ min: 1_000, max: 64_000_000 }))
    .map(([cpuPeriod, cpuQuota]) => ({ nanoCpus: 0, cpuPeriod, cpuQuota })),
  fc.constantFrom(unset, { ...unset, cpuQuota: -1 }),
);
const shares = fc.double({ min: 0.01, max: 64, noNaN: true });

/** What an engine makes of a change: 0 and what is absent stay. */
function update(settings: CpuLimit, change: Partial<CpuLimit>): CpuLimit {
  const named = Object.entries(change).filter(([, value]) => value !== 0);
  return { ...settings, ...Object.fromEntries(named) };
}

test('a limit holds, and is never beyond the own one', () => {
  fc.assert(
    fc.property(ownLimits, shares, (own, cores) => {
      const limited = coresOf(update(own, limitTo(own, cores))) ?? Infinity;
      const most = Math.min(cores, coresOf(own) ?? Infinity);
      // A quota is whole microseconds of a period of at least a millisecond.
      assert.ok(Math.abs(limited - most) <= 0.001, `${limited} for ${most}`);
    }),
  );
});

test('after any limits the own one comes back, to the byte where there was one', () => {
  fc.assert(
    fc.property(ownLimits, fc.array(shares, { maxLength: 5 }), (own, faults) => {
      const changed = faults.reduce((settings, cores) => update(settings, limitTo(own, cores)), own);
      const restored = update(changed, limitTo(own));
      assert.equal(coresOf(restored), coresOf(own));
      assert.ok(isLimitedAs(restored, limitTo(own)));
      if (coresOf(own) !== undefined) assert.deepEqual(restored, own);
      else assert.deepEqual(restored, { ...own, cpuQuota: -1 });
    }),
  );
});

test('no limit is said as -1, since an engine takes 0 for "leave it"', () => {
  assert.deepEqual(limitTo(unset), { cpuQuota: -1 });
  assert.deepEqual(limitTo(unset, 0.2), { cpuQuota: 20_000 });
});

test('an engine refuses both ways of a limit together, so only one is ever used', () => {
  fc.assert(
    fc.property(ownLimits, fc.option(shares, { nil: undefined }), (own, cores) => {
      assert.equal(Object.keys(limitTo(own, cores)).length, 1);
    }),
  );
});
