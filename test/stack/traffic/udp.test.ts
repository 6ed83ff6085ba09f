import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRequestInput } from '../../../contract/faults/fault.ts';
import { client, injectFault } from '../support/platform.ts';
import { eventually } from '../support/eventually.ts';
import { hasPart } from '../support/parts.ts';
import { queryValue } from '../support/prometheus.ts';
import { findTrace, searchTraces } from '../support/tempo.ts';

const faults: string[] = [];
after(async () => {
  for (const id of faults) await client('faultEnd', { params: { id } }).catch(() => undefined);
});

const readings = (arrival: string): string => `sum(demo_readings_total{arrival="${arrival}"}) or vector(0)`;
const missing = 'sum(demo_readings_missing) or vector(0)';

test('a reading is one trace from the sensor to ServiceB, over UDP', async (t) => {
  if (!(await hasPart(t, 'sensor', 'no readings are sent'))) return;
  const spans = await eventually('a trace of a reading', async () => {
    for (const id of await searchTraces({ 'service.name': 'sensor' }, 5)) {
      const found = await findTrace(id);
      if (found.length >= 2) return found;
    }
    return undefined;
  });
  const services = spans.map(({ resource }) => resource['service.name']).sort();
  assert.deepEqual(services, ['sensor', 'service-b']);
  const received = spans.find(({ kind }) => kind === 'SPAN_KIND_CONSUMER');
  assert.equal(received?.attributes['dsp.effect'], 'applied');
});

test('packet loss on the way to ServiceB is message loss', async (t) => {
  if (!(await hasPart(t, 'sensor', 'no readings are sent'))) return;
  const gained = await during({ kind: 'loss', params: { percent: 50 } }, missing);
  t.diagnostic(`${gained} readings missing after 6 s of 50 % loss, at 5 readings a second`);
  assert.ok(gained >= 5 && gained <= 40, `${gained} missing`);
});

test('packet duplication on the way to ServiceB is message duplication', async (t) => {
  if (!(await hasPart(t, 'sensor', 'no readings are sent'))) return;
  const gained = await during({ kind: 'duplicate', params: { percent: 50 } }, readings('duplicate'));
  t.diagnostic(`${gained} duplicates after 6 s of 50 % duplication, at 5 readings a second`);
  assert.ok(gained >= 5 && gained <= 40, `${gained} duplicates`);
});

/** By how much a figure grows while a fault is on the sensor's way out for 6 seconds. */
async function during(
  fault: Pick<Extract<FaultRequestInput, { kind: 'loss' | 'duplicate' }>, 'kind' | 'params'>,
  figure: string,
): Promise<number> {
  const before = (await queryValue(figure)) ?? 0;
  const body = { ...fault, targets: { nodes: ['sensor'] }, direction: 'egress', durationSeconds: 60 };
  const { id } = await injectFault(body as FaultRequestInput);
  faults.push(id);
  await sleep(6_000);
  await client('faultEnd', { params: { id } });
  // The last readings need a moment to become metrics.
  await sleep(3_000);
  return ((await queryValue(figure)) ?? 0) - before;
}
