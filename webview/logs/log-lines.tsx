import { useEffect, useRef } from 'preact/hooks';
import { hashOf } from '../app/place.ts';
import type { LogRecord } from '../../contract/logs.ts';
import { formatTime } from '../ui/format.ts';

/** So near to the end the person is reading the newest lines, pixels. */
const nearEndPx = 40;

/** Lines of a log. New ones come into sight by themselves, unless the person has scrolled back. */
export function LogLines({ records, follows }: { records: readonly LogRecord[]; follows: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    if (element !== null && follows && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [records, follows]);
  return (
    <div
      ref={list}
      class="logs"
      role="log"
      aria-live="off"
      aria-label="Log lines"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
        (isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEndPx)
      }
    >
      {records.map(({ time, node, service, level, text, traceId }, index) => (
        <div key={`${time} ${index}`} class="log">
          <span class="log-time">{formatTime(time, true)}</span>
          <span class="log-who" title={service}>
            {node ?? service}
          </span>
          <span class={`log-level ${(level ?? '').toLowerCase()}`}>{level ?? ''}</span>
          {traceId === null || traceId === '' ? (
            <span />
          ) : (
            <a href={hashOf('traces', { trace: traceId })}>trace</a>
          )}
          <span class="log-text">{text}</span>
        </div>
      ))}
    </div>
  );
}
