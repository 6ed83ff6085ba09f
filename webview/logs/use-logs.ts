import { signal, useSignalEffect, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { problemError, wordsOf } from '../../contract/wire/call-error.ts';
import { stream } from '../state/api.ts';
import { isVisible } from '../state/visibility.ts';
import { isOfContainer, logStream, recordsOf, type LogAbout } from './log-address.ts';
import { createLogStore, mostLines, mostLinesWhileReading, type LogEntry } from './log-store.ts';

/** A log as it goes on. */
export interface Logs {
  /** Undefined until the first answer. */
  entries: Signal<readonly LogEntry[] | undefined>;
  problem: Signal<string | undefined>;
  /** There were more lines than could be read. */
  skipped: Signal<boolean>;
  /** Whether the newest lines are in sight; while they are not, more of the old ones are kept. */
  isAtEnd: Signal<boolean>;
}

/** Follows a log while it can be seen and `asked` says of what; `undefined`: it stays as it is. */
export function useLogs(asked: () => LogAbout | undefined): Logs {
  const logs = useMemo(createLogs, []);
  useSignalEffect(() => {
    const about = asked();
    if (about === undefined || !isVisible.value) return undefined;
    const path = logStream(about);
    // The page itself looks for a text in the log of a container.
    logs.look(`${path} ${about.text ?? ''}`);
    return stream(path, {
      onEvent(event) {
        const found = recordsOf(about, event);
        if (found === undefined) logs.problem.value = wordsOf(problemError(0, event.data));
        else logs.take(found);
      },
      // The log of a container in which nothing was written says nothing at all.
      onOpen: () => isOfContainer(about) && logs.opened(),
      onDown: (reason) => (logs.problem.value = reason),
    });
  });
  return logs;
}

function createLogs(): Logs & {
  /** Begins anew, unless it is the same log as before. */
  look(key: string): void;
  opened(): void;
  take(found: NonNullable<ReturnType<typeof recordsOf>>): void;
} {
  let store = createLogStore();
  let lookedAt: string | undefined;
  let isScheduled = false;
  const entries = signal<readonly LogEntry[] | undefined>(undefined);
  const problem = signal<string | undefined>(undefined);
  const skipped = signal(false);
  const isAtEnd = signal(true);

  function publish(): void {
    isScheduled = false;
    store.trim(isAtEnd.peek() ? mostLines : mostLinesWhileReading);
    entries.value = store.entries;
  }

  function schedule(): void {
    // Lines of a container come one by one; they are drawn together.
    if (!isScheduled) requestAnimationFrame(publish);
    isScheduled = true;
  }

  return {
    entries,
    problem,
    skipped,
    isAtEnd,
    look(key) {
      if (key === lookedAt) return;
      lookedAt = key;
      store = createLogStore();
      entries.value = undefined;
      skipped.value = false;
      problem.value = undefined;
      isAtEnd.value = true;
    },
    opened() {
      problem.value = undefined;
      schedule();
    },
    take(found) {
      problem.value = undefined;
      skipped.value ||= found.skipped;
      store.take(found.records, found.known);
      schedule();
    },
  };
}
