import type { LogBatch, LogSearch } from '../../contract/logs.ts';
import { ProblemError } from '../../contract/problems.ts';
import { systemClock, type Clock } from '../live/poller.ts';
import type { AskLoki, FoundRecord } from './ask-loki.ts';
import { logQl } from './log-query.ts';
import { createLogTail, type LogTail, type NewRecords } from './log-tail.ts';
import { findRecords } from './search-logs.ts';

/** Different searches that are followed at most, for all clients together. */
const mostSearches = 20;

/** To whom the records of a client go. */
export interface LogSink {
  records(batch: LogBatch): void;
  /** Loki cannot be asked. Called once until it can be again. */
  failed(error: unknown): void;
}

/** Searches that go on. */
export interface FollowLogs {
  /**
   * Sends what a search finds, then whatever comes, until the returned function is called.
   * @throws ProblemError `live-limit` when too many different searches are followed already.
   */
  follow(search: LogSearch, sink: LogSink): () => void;
  close(): void;
}

/** Follows searches of logs. Loki is asked once for all who follow the same one, and not at all when nobody does. */
export function createFollowLogs(ask: AskLoki, clock: Clock = systemClock): FollowLogs {
  const tails = new Map<string, LogTail>();

  function tailOf(query: string): LogTail {
    const known = tails.get(query);
    if (known !== undefined) return known;
    if (tails.size >= mostSearches) {
      throw new ProblemError('live-limit', `${tails.size} different searches of logs are followed already.`);
    }
    const tail = createLogTail(ask, query, clock, () => tails.delete(query));
    tails.set(query, tail);
    return tail;
  }

  return {
    follow(search, sink) {
      const follower = createFollower(sink, () => findRecords(ask, search, clock.now()));
      const stop = tailOf(logQl(search)).listen(follower);
      void follower.readHistory();
      return () => {
        follower.leave();
        stop();
      };
    },
    close: () => tails.forEach((tail) => tail.close()),
  };
}

/**
 * Sends the history first. What comes meanwhile waits for it, and what was in it is not sent again. A history that
 * could not be read is read as soon as Loki answers again.
 */
function createFollower(sink: LogSink, findHistory: () => Promise<FoundRecord[]>) {
  const waiting: NewRecords[] = [];
  let known: ReadonlySet<string> | undefined;
  let isReading = false;
  let hasLeft = false;
  let hasFailed = false;

  function found({ records, skipped }: NewRecords): void {
    if (hasLeft) return;
    if (known === undefined) {
      waiting.push({ records, skipped });
      void readHistory();
      return;
    }
    const fresh = records.filter(({ key }) => known?.has(key) !== true).map(({ record }) => record);
    // Without a record too: it says that Loki answers again.
    if (fresh.length > 0 || hasFailed) sink.records({ history: false, skipped, records: fresh });
    hasFailed = false;
  }

  function failed(error: unknown): void {
    if (!hasLeft && !hasFailed) sink.failed(error);
    hasFailed = true;
  }

  async function readHistory(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      const records = await findHistory();
      if (hasLeft) return;
      hasFailed = false;
      known = new Set(records.map(({ key }) => key));
      sink.records({ history: true, skipped: false, records: records.map(({ record }) => record) });
      waiting.splice(0).forEach(found);
    } catch (error) {
      failed(error);
    } finally {
      isReading = false;
    }
  }

  return { found, failed, readHistory, leave: () => (hasLeft = true) };
}
