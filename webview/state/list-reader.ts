import type { Transport } from '../transport/transport.ts';
import { faults, isRead, nodes, runs, takeEvent, type ResourceEvent } from './platform.ts';

/** Reads all that the page lists, while events go on telling of changes. */
export interface ListReader {
  /** Reads every list anew. One that cannot be read stays as it was. */
  read(): Promise<void>;
  /** Takes an event in. */
  hear(event: ResourceEvent): void;
}

/**
 * A list and the events come by different ways: what an event tells can be newer than a list that arrives after it. So
 * what was heard since a reading began is taken in again after each of its lists.
 */
export function createListReader(call: Transport['call']): ListReader {
  let heard: ResourceEvent[] | undefined;
  return {
    async read() {
      const since: ResourceEvent[] = [];
      heard = since;
      const take = (set: () => void): void => {
        // A later reading has begun: it knows better.
        if (heard !== since) return;
        set();
        since.forEach(takeEvent);
      };
      const lists = await Promise.allSettled([
        call('nodeList', {}).then((answer) => take(() => (nodes.value = answer.nodes))),
        call('faultList', {}).then((answer) => take(() => (faults.value = answer.faults))),
        call('trafficList', {}).then((answer) => take(() => (runs.value = answer.runs))),
      ]);
      if (heard !== since) return;
      heard = undefined;
      isRead.value ||= lists.every(({ status }) => status === 'fulfilled');
    },
    hear(event) {
      heard?.push(event);
      takeEvent(event);
    },
  };
}
