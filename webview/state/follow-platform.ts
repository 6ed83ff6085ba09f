import { effect } from '@preact/signals';
import type { PlatformEvent } from '../../contract/events.ts';
import { call, stream } from './api.ts';
import { connection, faults, health, nodes, runs, takeEvent } from './platform.ts';
import { isVisible } from './visibility.ts';

/** Health comes with no event; this often it is asked for. */
const healthPollMs = 5_000;

/** Keeps what the page knows of the platform up to date, while it can be seen. */
export function followPlatform(): void {
  effect(() => {
    if (!isVisible.value) return undefined;
    const stop = stream('/api/events', {
      onOpen() {
        connection.value = { state: 'connected' };
        void readLists();
      },
      onDown(reason) {
        const before = connection.peek();
        const since = before.state === 'down' ? before.since : Date.now();
        connection.value = { state: 'down', reason, since };
      },
      onEvent({ data }) {
        const event = data as PlatformEvent;
        if (event.type === 'reset') void readLists();
        else takeEvent(event);
      },
    });
    void readHealth();
    const timer = setInterval(() => void readHealth(), healthPollMs);
    return () => {
      clearInterval(timer);
      stop();
    };
  });
}

/** Reads everything anew. A list that cannot be read stays as it was. */
async function readLists(): Promise<void> {
  await Promise.allSettled([
    call('nodeList', {}).then((answer) => (nodes.value = answer.nodes)),
    call('faultList', {}).then((answer) => (faults.value = answer.faults)),
    call('trafficList', {}).then((answer) => (runs.value = answer.runs)),
  ]);
}

async function readHealth(): Promise<void> {
  try {
    health.value = await call('healthGet', {});
  } catch {
    // The stream of events says that there is no connection.
  }
}
