import { effect } from '@preact/signals';
import type { PlatformEvent } from '../../contract/events.ts';
import { call, stream } from './api.ts';
import { createListReader } from './list-reader.ts';
import { connection, takeHealth } from './platform.ts';
import { isVisible } from './visibility.ts';

/** Health comes with no event; this often it is asked for. */
const healthPollMs = 5_000;

/** Keeps what the page knows of the platform up to date, while it can be seen. */
export function followPlatform(): void {
  const lists = createListReader(call);
  const readHealth = createHealthReader();
  effect(() => {
    if (!isVisible.value) return undefined;
    const stop = stream('/api/events', {
      onOpen() {
        connection.value = { state: 'connected' };
        void lists.read();
      },
      onDown(reason) {
        const before = connection.peek();
        const since = before.state === 'down' ? before.since : Date.now();
        connection.value = { state: 'down', reason, since };
      },
      onEvent({ data }) {
        const event = data as PlatformEvent;
        if (event.type === 'reset') void lists.read();
        else lists.hear(event);
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

/** Makes what asks how the parts are, one question at a time: an answer can wait for a person to give a token. */
function createHealthReader(): () => Promise<void> {
  let isUnderWay = false;
  return async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      takeHealth(await call('healthGet', {}));
    } catch {
      // The stream of events says that there is no connection.
    } finally {
      isUnderWay = false;
    }
  };
}
