import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transport } from '../transport/transport.ts';
import { createListReader } from './list-reader.ts';
import { faults, type ResourceEvent } from './platform.ts';

type Answer = (value: unknown) => void;

/** A reader whose questions about faults are answered by the test, in the order in which they were asked. */
function setUp() {
  const asked: Answer[] = [];
  const call = (name: string): Promise<unknown> =>
    name === 'faultList'
      ? new Promise((resolve) => asked.push(resolve))
      : Promise.resolve({ nodes: [], runs: [] });
  return { asked, reader: createListReader(call as Transport['call']) };
}

const told = (state: string) => ({ type: 'fault', fault: { id: 'f-1', state } }) as unknown as ResourceEvent;
const states = (): string[] => faults.value.map(({ state }) => state);

test('what an event told while a list was read is not taken back by the list', async () => {
  const { asked, reader } = setUp();
  const reading = reader.read();
  reader.hear(told('ended'));
  asked[0]?.({ faults: [{ id: 'f-1', state: 'active' }] });
  await reading;
  assert.deepEqual(states(), ['ended']);
});

test('a list that was asked for earlier, and comes later, is left', async () => {
  const { asked, reader } = setUp();
  const readings = [reader.read(), reader.read()];
  asked[1]?.({ faults: [{ id: 'f-1', state: 'ended' }] });
  await readings[1];
  asked[0]?.({ faults: [{ id: 'f-1', state: 'active' }] });
  await readings[0];
  assert.deepEqual(states(), ['ended']);
});
