import type { LogRecord } from '../../contract/logs.ts';

/** A record with a number of its own, so that what is drawn of it stays when others come before it. */
export interface LogEntry {
  id: number;
  record: LogRecord;
}

/** Lines that are kept while the newest ones are looked at. */
export const mostLines = 1_000;
/** Lines that are kept while a person reads further back: what they read is not taken away at once. */
export const mostLinesWhileReading = 5_000;

/** Lines of a log, oldest first, as many as a page can bear. */
export interface LogStore {
  readonly entries: readonly LogEntry[];
  /** Takes records in where they belong. `known`: some of them may have been taken before. */
  take(records: readonly LogRecord[], known: boolean): void;
  /** Forgets the oldest lines above a number. */
  trim(most: number): void;
}

export function createLogStore(): LogStore {
  let entries: readonly LogEntry[] = [];
  let last = 0;
  return {
    get entries() {
      return entries;
    },
    take(records, known) {
      const before = known ? new Set(entries.map(({ record }) => keyOf(record))) : undefined;
      const fresh = records.filter((record) => before?.has(keyOf(record)) !== true);
      if (fresh.length === 0) return;
      const added = fresh.map((record) => ({ id: ++last, record }));
      // A stable sort, and nearly in order already.
      entries = [...entries, ...added].sort((a, b) => compare(a.record.time, b.record.time));
    },
    trim(most) {
      if (entries.length > most) entries = entries.slice(-most);
    },
  };
}

function keyOf({ time, service, node, text, traceId }: LogRecord): string {
  return [time, service, node, traceId, text].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
