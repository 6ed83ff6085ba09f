import type { TimeWindow } from '../charts/time-window.ts';
import { formatTime } from '../ui/format.ts';
import { percentOf, ticksOf } from './rows.ts';

const tickCount = 7;

/** The moments above all rows. */
export function Axis({ window }: { window: TimeWindow }) {
  return (
    <div class="lane axis" aria-hidden="true">
      <span class="lane-name" />
      <div class="track">
        {ticksOf(window, tickCount).map((time) => (
          <span key={time} class="tick" style={{ left: `${percentOf(time, window)}%` }}>
            {formatTime(time * 1000)}
          </span>
        ))}
      </div>
    </div>
  );
}
