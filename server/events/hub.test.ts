import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createEventHub, type NumberedEvent } from './hub.ts';

const now = () => new Date('2026-01-01T00:00:00.000Z');

function publish(hub: ReturnType<typeof createEventHub>, detail: string): void {
  hub.publish({ type: 'engine', reachable: true, detail });
}

function detailOf({ event }: NumberedEvent): string {
  return event.type === 'engine' ? (event.detail ?? '') : event.type;
}

test('whoever comes back after any event gets exactly those after it, or is told to begin anew', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 20 }), (number, gone, held) => {
      const hub = createEventHub(now, held);
      const all: NumberedEvent[] = [];
      hub.subscribe((event) => all.push(event));
      for (let at = 0; at < number; at += 1) publish(hub, String(at));
      const last = all[gone % Math.max(1, all.length)];
      if (last === undefined) return;
      const missed: NumberedEvent[] = [];
      hub.subscribe((event) => missed.push(event), last.id);
      const expected = all.slice(all.indexOf(last) + 1);
      if (expected.length <= held) assert.deepEqual(missed, expected);
      else assert.deepEqual(missed.map(detailOf), ['reset']);
    }),
  );
});

test('ids never come again, and tell one life from another', () => {
  const ids = new Set<string>();
  for (let life = 0; life < 20; life += 1) {
    const hub = createEventHub(now);
    hub.subscribe(({ id }) => ids.add(id));
    for (let at = 0; at < 10; at += 1) publish(hub, String(at));
  }
  assert.equal(ids.size, 200);
});

test('a listener that has left hears nothing more, also when it leaves while an event is told', () => {
  const hub = createEventHub(now);
  const heard: string[] = [];
  const leaveFirst = hub.subscribe((event) => {
    heard.push(`first ${detailOf(event)}`);
    leaveFirst();
    leaveSecond();
  });
  const leaveSecond = hub.subscribe((event) => heard.push(`second ${detailOf(event)}`));
  hub.subscribe((event) => heard.push(`third ${detailOf(event)}`));
  publish(hub, 'a');
  publish(hub, 'b');
  assert.deepEqual(heard, ['first a', 'third a', 'third b']);
});

test('every event carries the time at which it was published', () => {
  const hub = createEventHub(now);
  const heard: NumberedEvent[] = [];
  hub.subscribe((event) => heard.push(event));
  publish(hub, 'a');
  assert.equal(heard[0]?.event.time, '2026-01-01T00:00:00.000Z');
});
