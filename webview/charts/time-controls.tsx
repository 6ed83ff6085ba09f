import { formatDuration } from '../../contract/words/format.ts';
import { Button } from '../ui/button.tsx';
import { pausedAt, ranges, rangeSeconds, setRange, togglePause, zoomBack, zooms } from './time-window.ts';

/** Chooses the time that charts and timeline show: how far back, zoomed into, or stopped. */
export function TimeControls() {
  return (
    <>
      <label class="choice">
        <span>Range</span>
        <select
          value={String(rangeSeconds.value)}
          onChange={(event) => setRange(Number(event.currentTarget.value))}
        >
          {ranges.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              last {formatDuration(seconds)}
            </option>
          ))}
        </select>
      </label>
      {zooms.value.length > 0 && <Button onPress={zoomBack}>Zoom back</Button>}
      <Button onPress={togglePause}>{pausedAt.value === undefined ? 'Pause' : 'Go on live'}</Button>
    </>
  );
}
