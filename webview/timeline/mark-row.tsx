import { formatTime } from '../../contract/words/format.ts';
import type { TimeWindow } from '../charts/time-window.ts';
import { percentOf, type Mark } from './rows.ts';

/** What became of one node, as points. */
export function MarkRow({ who, marks, window }: { who: string; marks: readonly Mark[]; window: TimeWindow }) {
  return (
    <div class="lane marks">
      <span class="lane-name">
        <span>{who}</span>
        <small>{marks.at(-1)?.what}</small>
      </span>
      <ul class="track">
        {marks.map(({ time, what, detail, isBad }, index) => {
          const told = `${formatTime(time * 1000)} ${what}${detail === null ? '' : `: ${detail}`}`;
          return (
            <li
              key={index}
              class={`point ${isBad ? 'bad' : ''}`}
              style={{ left: `${percentOf(time, window)}%` }}
              title={told}
            >
              <span class="hidden">{told}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
