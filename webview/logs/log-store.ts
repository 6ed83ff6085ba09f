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
  /** All of them; another list only after something has changed. */
  readonly entries: readonly LogEntry[];
  /** Takes records in where they belong. `known`: some of them may have been taken before. */
  take(records: readonly LogRecord[], known: boolean): void;
  /** Forgets the oldest lines above a number. */
  trim(most: number): void;
}

/** Makes a store in which a line costs the same, however many there are: those of a container come one by one. */
export function createLogStore(): LogStore {
  let lines: LogEntry[] = [];
  let keys = new Set<string>();
  let told: readonly LogEntry[] | undefined;
  let last = 0;
  return {
    get entries() {
      told ??= [...lines];
      return told;
    },
    take(records, known) {
      const fresh = known ? records.filter((record) => !keys.has(keyOf(record))) : records;
      if (fresh.length === 0) return;
      let isInOrder = true;
      for (const record of fresh) {
        isInOrder &&= (lines.at(-1)?.record.time ?? '') <= record.time;
        lines.push({ id: ++last, record });
        keys.add(keyOf(record));
      }
      // The sort is stable: what came first of the same moment stays first.
      if (!isInOrder) lines.sort((a, b) => compare(a.record.time, b.record.time));
      told = undefined;
    },
    trim(most) {
      if (lines.length <= most) return;
      lines = lines.slice(-most);
      keys = new Set(lines.map(({ record }) => keyOf(record)));
      told = undefined;
    },
  };
}

function keyOf({ time, service, node, text, traceId }: LogRecord): string {
  return [time, service, node, traceId, text].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
