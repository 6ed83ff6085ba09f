import { randomBytes } from 'node:crypto';
import type { PlatformEvent } from '../../contract/events.ts';

/** An event with its place in the stream. */
export interface NumberedEvent {
  id: string;
  event: PlatformEvent;
}

/** `Omit` that keeps the members of a union apart. */
type WithoutTime<E> = E extends unknown ? Omit<E, 'time'> : never;

export interface EventHub {
  publish(event: WithoutTime<PlatformEvent>): void;
  /**
   * Calls `listener` with what came after `lastEventId` and then with everything new, until the returned
   * function is called. When those events are no longer held, or are of an earlier life of the API, the first
   * event is `reset`.
   */
  subscribe(listener: (event: NumberedEvent) => void, lastEventId?: string): () => void;
}

/** Makes the hub through which every change goes. The newest `held` events can be asked for again. */
export function createEventHub(now: () => Date, held = 1_000): EventHub {
  const life = randomBytes(4).toString('hex');
  const listeners = new Set<(event: NumberedEvent) => void>();
  const recent: NumberedEvent[] = [];
  let number = 0;

  function missedSince(lastEventId: string): NumberedEvent[] {
    const [, lastLife, lastNumber] = /^([0-9a-f]+)-(\d+)$/.exec(lastEventId) ?? [];
    const missed = number - Number(lastNumber);
    const known = lastLife === life && missed >= 0 && missed <= recent.length;
    if (!known) return [{ id: `${life}-${number}`, event: { type: 'reset', time: now().toISOString() } }];
    return missed === 0 ? [] : recent.slice(-missed);
  }

  return {
    publish(event) {
      number += 1;
      const numbered = { id: `${life}-${number}`, event: { ...event, time: now().toISOString() } };
      recent.push(numbered);
      if (recent.length > held) recent.shift();
      for (const listener of listeners) listener(numbered);
    },

    subscribe(listener, lastEventId) {
      if (lastEventId !== undefined && lastEventId !== '') missedSince(lastEventId).forEach(listener);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
