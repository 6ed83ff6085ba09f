import type { LogRecord, LogSearch } from '../../contract/logs.ts';
import type { AskLoki, FoundRecord } from './ask-loki.ts';
import { logQl } from './log-query.ts';

/** A record may carry the clock of its node, which can be a little ahead. */
const aheadMs = 1_000;

/** Searches the logs of nodes, oldest first. @throws ProblemError `telemetry-unreachable` */
export type SearchLogs = (search: LogSearch) => Promise<LogRecord[]>;

/** Makes the search of logs up to now. */
export function createLogs(ask: AskLoki, now: () => Date): SearchLogs {
  return async (search) => (await findRecords(ask, search, now().getTime())).map(({ record }) => record);
}

/** What a search finds at a moment, Unix milliseconds. */
export function findRecords(ask: AskLoki, search: LogSearch, nowMs: number): Promise<FoundRecord[]> {
  return ask({
    logQl: logQl(search),
    fromMs: nowMs - search.sinceSeconds * 1000,
    toMs: nowMs + aheadMs,
    limit: search.limit,
  });
}
