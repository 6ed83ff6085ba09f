import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { formatTime } from '../../contract/words/format.ts';
import { cursorTime, pointedTime, zoomTo, type TimeWindow } from '../charts/time-window.ts';
import { percentOf, timeAt } from './rows.ts';

/** What is drawn across by less is a click, pixels. */
const leastDragPx = 4;

interface TimeLayerProps {
  window: TimeWindow;
  children: ComponentChildren;
}

/** Rows with one cursor over all of them and over the charts; what is drawn across is zoomed into. */
export function TimeLayer({ window, children }: TimeLayerProps) {
  const rows = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const begun = useSignal<{ x: number; time: number } | undefined>(undefined);
  const hasDragged = useRef(false);

  /** The time under the pointer, if it is over the part that has times. */
  const timeOf = ({ clientX }: PointerEvent): number | undefined => {
    const { left = 0, width = 0 } = track.current?.getBoundingClientRect() ?? {};
    return clientX < left || clientX > left + width ? undefined : timeAt((clientX - left) / width, window);
  };
  const onDown = (event: PointerEvent): void => {
    const time = timeOf(event);
    hasDragged.current = false;
    if (event.button === 0 && time !== undefined) begun.value = { x: event.clientX, time };
  };
  const onUp = (event: PointerEvent): void => {
    const from = begun.value;
    const to = timeOf(event);
    begun.value = undefined;
    if (from === undefined || to === undefined || Math.abs(event.clientX - from.x) < leastDragPx) return;
    hasDragged.current = true;
    zoomTo({ from: Math.min(from.time, to), to: Math.max(from.time, to) });
  };
  const onLeave = (): void => {
    begun.value = undefined;
    pointedTime.value = undefined;
  };
  return (
    <div
      ref={rows}
      class="timeline-rows"
      onPointerMove={(event) => (pointedTime.value = timeOf(event))}
      onPointerDown={onDown}
      onPointerUp={onUp}
      onPointerLeave={onLeave}
      onClickCapture={(event) => hasDragged.current && event.stopPropagation()}
    >
      {children}
      <div class="lane time-layer" aria-hidden="true">
        <span />
        <div ref={track} class="time-track">
          <Cursor window={window} begunAt={begun.value?.time} />
        </div>
      </div>
    </div>
  );
}

function Cursor({ window, begunAt }: { window: TimeWindow; begunAt: number | undefined }) {
  const time = pointedTime.value ?? cursorTime.value;
  if (time === undefined || time < window.from || time > window.to) return null;
  const left = percentOf(time, window);
  const from = begunAt === undefined ? left : percentOf(begunAt, window);
  return (
    <>
      {begunAt !== undefined && (
        <i
          class="time-selection"
          style={{ left: `${Math.min(from, left)}%`, width: `${Math.abs(left - from)}%` }}
        />
      )}
      <i class="time-cursor" style={{ left: `${left}%` }} />
      <span class={`time-told ${left > 50 ? 'before' : ''}`} style={{ left: `${left}%` }}>
        {formatTime(time * 1000)}
      </span>
    </>
  );
}
