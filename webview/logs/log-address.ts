import type { LogBatch, LogRecord } from '../../contract/logs.ts';
import type { LogLine } from '../../contract/nodes.ts';
import type { RouteInput } from '../../contract/routes.ts';
import { withQuery } from '../../contract/wire/addresses.ts';
import type { StreamEvent } from '../../contract/wire/stream-listener.ts';

/** What a log view looks at, as it stands in the address of the page. */
export type LogAbout = Readonly<Partial<Record<'node' | 'text' | 'trace' | 'from', string>>>;

/** A trace is short, but may be long ago. */
const traceSinceSeconds = 21_600;

/** Whether the log is read from the container itself: also what it wrote before it could send anything. */
export function isOfContainer({ node, trace, from }: LogAbout): boolean {
  return from === 'container' && Boolean(node) && !trace;
}

export function logQuery({ node, text, trace }: LogAbout): RouteInput<'logSearch'>['query'] {
  return {
    node: node || undefined,
    text: text || undefined,
    traceId: trace || undefined,
    ...(trace ? { sinceSeconds: traceSinceSeconds } : {}),
  } as RouteInput<'logSearch'>['query'];
}

/** Address of the stream of a log. */
export function logStream(about: LogAbout): string {
  if (!isOfContainer(about)) return withQuery('/api/logs', { ...logQuery(about), follow: 'true' });
  return withQuery(`/api/nodes/${encodeURIComponent(about.node ?? '')}/logs`, { follow: 'true' });
}

/** The records of an event of either stream; `known` when some of them may have been told before. */
export function recordsOf(
  about: LogAbout,
  { event, data }: StreamEvent,
): { known: boolean; skipped: boolean; records: readonly LogRecord[] } | undefined {
  if (event === 'records') {
    const { history, skipped, records } = data as LogBatch;
    return { known: history, skipped, records };
  }
  if (event !== 'log') return undefined;
  const { time, stream, text } = data as LogLine;
  if (about.text !== undefined && !text.includes(about.text))
    return { known: true, skipped: false, records: [] };
  const node = about.node ?? '';
  const record = {
    time,
    service: node,
    node,
    level: stream === 'stderr' ? 'stderr' : null,
    text,
    traceId: null,
  };
  return { known: true, skipped: false, records: [record] };
}
