import { signal } from '@preact/signals';
import type { KnownBand } from './bands.ts';
import type { PanelStore } from './panel-store.ts';

/** The panel that says of which nodes telemetry is lost; charts of all dashboards follow it. */
export const lostPanel = 'dsp-platform/silent';
/** A node is called silent only so long after it was heard last. */
const noticedAfterSeconds = 5;

/** The times in which a node was there and nothing was heard of it. */
export const lostTelemetry = signal<readonly KnownBand[]>([]);

/** Reads them anew, and changes the signal only when they are others. */
export function readLostTelemetry(store: PanelStore | undefined): void {
  const bands = store === undefined ? [] : lostBands(store);
  if (JSON.stringify(bands) !== JSON.stringify(lostTelemetry.peek())) lostTelemetry.value = bands;
}

/** One band for each time in which the line of a node is above zero; the last one may go on. */
export function lostBands(store: PanelStore): KnownBand[] {
  const [times, ...columns] = store.columns(store.names);
  return columns.flatMap((values, index) => {
    const node = store.names[index] ?? '';
    const bands: KnownBand[] = [];
    values.forEach((value, row) => {
      const time = times[row] ?? 0;
      const isLost = value > 0;
      const open = bands.at(-1);
      if (open !== undefined && open.to === null && !isLost) open.to = time;
      if (isLost && (open === undefined || open.to !== null)) bands.push(bandFrom(node, time));
    });
    return bands;
  });
}

function bandFrom(node: string, noticed: number): KnownBand {
  const from = noticed - noticedAfterSeconds;
  const title = `telemetry lost, ${node}: it is there, and nothing is heard of it`;
  return { kind: 'lost', id: `${node} silent ${from}`, title, from, to: null };
}
