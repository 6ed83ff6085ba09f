import type { MetricsAnswer } from '../../contract/metrics.ts';
import type { LivePoints } from '../../contract/panels.ts';
import { lineName, uniqueNames } from './line-name.ts';

type Line = LivePoints['series'][number];

/** The lines of a panel, from what Prometheus answered to each of its queries. */
export function linesOf(answers: readonly { legend: string; answer: MetricsAnswer }[]): Line[] {
  const all = answers.flatMap(({ legend, answer }) =>
    answer.series.map(({ labels, points }) => ({ name: lineName(legend, labels), labels, points })),
  );
  const names = uniqueNames(all);
  return all.map(({ points }, index) => ({
    name: names[index] ?? '',
    points: points.map(([time, value]): [number, number | null] => [time, readValue(value)]),
  }));
}

/** Adds a point without a value at the end of each line that was there before and is not any more. */
export function endLines(lines: Line[], before: ReadonlySet<string>, time: number): Line[] {
  const present = new Set(lines.map(({ name }) => name));
  const gone = [...before].filter((name) => !present.has(name));
  return [...lines, ...gone.map((name): Line => ({ name, points: [[time, null]] }))];
}

/** JSON knows neither NaN nor infinity; a chart can draw neither, nor more digits than these. */
function readValue(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : null;
}
