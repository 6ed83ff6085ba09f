import { Component } from 'preact';
import { formatTime } from '../../contract/words/format.ts';
import { hashOf } from '../app/place.ts';
import type { LogEntry } from './log-store.ts';

/** One line of a log. It never changes, so that it is drawn once, however often lines come after it. */
export class LogLine extends Component<{ entry: LogEntry }> {
  override shouldComponentUpdate(next: { entry: LogEntry }): boolean {
    return next.entry !== this.props.entry;
  }

  override render({ entry }: { entry: LogEntry }) {
    const { time, node, service, level, text, traceId } = entry.record;
    return (
      <div class="log">
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
    );
  }
}
