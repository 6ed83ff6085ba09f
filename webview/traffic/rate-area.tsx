import { formatDuration, formatNumber } from '../../contract/words/format.ts';

interface RateAreaProps {
  binSeconds: number;
  plannedRps: readonly number[];
  achievedRps?: readonly number[];
}

const width = 600;
const height = 90;
/** Above the highest rate there is room for its number. */
const headroom = 1.25;

/** Planned rate as an area, achieved rate as a line over it. */
export function RateArea({ binSeconds, plannedRps, achievedRps = [] }: RateAreaProps) {
  const peak = [...plannedRps, ...achievedRps].reduce((a, b) => Math.max(a, b), 0);
  const top = Math.max(peak, 0.1) * headroom;
  const bins = Math.max(plannedRps.length, achievedRps.length, 1);
  const at = (rps: readonly number[]): string[] =>
    rps.flatMap((value, bin) => {
      const y = (height * (1 - value / top)).toFixed(1);
      return [`${x(bin, bins)},${y}`, `${x(bin + 1, bins)},${y}`];
    });
  return (
    <div class="rate-area">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <polygon
          class="planned"
          points={`0,${height} ${at(plannedRps).join(' ')} ${x(plannedRps.length, bins)},${height}`}
        />
        {achievedRps.length > 0 && <polyline class="achieved" points={at(achievedRps).join(' ')} />}
      </svg>
      <span class="rate-top">{formatNumber(peak)} /s</span>
      <span class="rate-end">{formatDuration(bins * binSeconds)}</span>
    </div>
  );
}

function x(bin: number, bins: number): string {
  return ((bin / bins) * width).toFixed(1);
}
