import { formatTime } from '../../contract/words/format.ts';
import type { TimeWindow } from '../charts/time-window.ts';
import { percentOf, ticksOf } from './rows.ts';

/** So many marks have room beside one another, on a wide page and on a narrow one. */
const tickCounts = { wide: 7, narrow: 2 };
const narrowPx = 600;

/** The moments above all rows. */
export function Axis({ window }: { window: TimeWindow }) {
  return (
    <div class="lane axis" aria-hidden="true">
      <span class="lane-name" />
      <div class="track">
        {ticksOf(window, globalThis.innerWidth > narrowPx ? tickCounts.wide : tickCounts.narrow).map(
          (time) => (
            <span key={time} class="tick" style={{ left: `${percentOf(time, window)}%` }}>
              {formatTime(time * 1000)}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
