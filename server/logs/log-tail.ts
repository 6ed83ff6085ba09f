import type { Clock } from '../live/poller.ts';
import type { AskLoki, FoundRecord } from './ask-loki.ts';

const everyMs = 1_000;
/** Records come late: nodes send them in batches, and so does the collector. So far back is looked again, ms. */
const overlapMs = 10_000;
/** So much of a time in which Loki did not answer is made up for, milliseconds. */
const longestGapMs = 300_000;
/** A record may carry the clock of its node, which can be a little ahead. */
const aheadMs = 1_000;
/** Most records of one look. */
const mostRecords = 1_000;

/** What is new in a log; `skipped` when there was more than could be read at once. */
export interface NewRecords {
  records: readonly FoundRecord[];
  skipped: boolean;
}

export interface TailListener {
  found(found: NewRecords): void;
  failed(error: unknown): void;
}

/** The end of the log of one query. It is looked at as long as somebody listens. */
export interface LogTail {
  listen(listener: TailListener): () => void;
  close(): void;
}

/** @param onLeft Called when the last listener has left. */
export function createLogTail(ask: AskLoki, logQl: string, clock: Clock, onLeft: () => void): LogTail {
  const listeners = new Set<TailListener>();
  /** Keys of what was found, with the time until which it can be found again. */
  const seen = new Map<string, number>();
  let lookedMs = clock.now();
  let isUnderWay = false;
  let isFirst = true;
  const timer = clock.setInterval(() => void look(), everyMs);

  async function look(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    const nowMs = clock.now();
    const fromMs = Math.max(lookedMs - overlapMs, nowMs - longestGapMs);
    try {
      const found = await ask({ logQl, fromMs, toMs: nowMs + aheadMs, limit: mostRecords });
      lookedMs = nowMs;
      tell(found, nowMs);
    } catch (error) {
      listeners.forEach((listener) => listener.failed(error));
    } finally {
      isUnderWay = false;
    }
  }

  function tell(found: readonly FoundRecord[], nowMs: number): void {
    const records = found.filter(({ key }) => !seen.has(key));
    // A full answer without anything known in it does not reach back to what was told last.
    const skipped = !isFirst && found.length === mostRecords && records.length === found.length;
    isFirst = false;
    for (const [key, untilMs] of seen) if (untilMs < nowMs) seen.delete(key);
    for (const { key } of found) seen.set(key, nowMs + 2 * overlapMs);
    listeners.forEach((listener) => listener.found({ records, skipped }));
  }

  function close(): void {
    listeners.clear();
    clock.clearInterval(timer);
    onLeft();
  }

  return {
    listen(listener) {
      listeners.add(listener);
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) close();
      };
    },
    close,
  };
}
