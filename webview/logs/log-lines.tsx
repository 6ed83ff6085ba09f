import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { LogLine } from './log-line.tsx';
import type { LogEntry } from './log-store.ts';

/** So near to the end the person is reading the newest lines, pixels. */
const nearEndPx = 40;

interface LogLinesProps {
  entries: readonly LogEntry[];
  isAtEnd: Signal<boolean>;
}

/**
 * Lines of a log. New ones come into sight by themselves; who has scrolled back stays where they are, and is told
 * how many lines came meanwhile.
 */
export function LogLines({ entries, isAtEnd }: LogLinesProps) {
  const list = useRef<HTMLDivElement>(null);
  const [readUntil, setReadUntil] = useState(0);
  const toEnd = (): void => {
    const element = list.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  };
  // Before it is painted: the lines would be seen to jump.
  useLayoutEffect(() => {
    if (isAtEnd.peek()) toEnd();
  }, [entries]);
  const onScroll = ({ currentTarget }: { currentTarget: HTMLDivElement }): void => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    const atEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
    if (isAtEnd.peek() && !atEnd) setReadUntil(newestId(entries));
    isAtEnd.value = atEnd;
  };
  const unread = isAtEnd.value ? 0 : entries.filter(({ id }) => id > readUntil).length;
  return (
    <div class="logs-frame">
      <div
        ref={list}
        class="logs"
        role="log"
        aria-live="off"
        aria-label="Log lines"
        tabIndex={0}
        onScroll={onScroll}
      >
        {entries.map((entry) => (
          <LogLine key={entry.id} entry={entry} />
        ))}
      </div>
      {unread > 0 && (
        <div class="logs-unread">
          <Button onPress={toEnd}>{unread === 1 ? '1 new line' : `${unread} new lines`} ↓</Button>
        </div>
      )}
    </div>
  );
}

function newestId(entries: readonly LogEntry[]): number {
  return entries.reduce((newest, { id }) => Math.max(newest, id), 0);
}
