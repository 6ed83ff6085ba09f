import type { Panel, Point } from './draw-panels.ts';
import type { Exactness, Measured } from './exactness.ts';
import type { SideBySide } from './side-by-side.ts';

/** How a section's figures become distances in tolerances; the goals are those of the exactness table. */
const distances: Record<string, (figures: Record<string, number>) => Record<string, number>> = {
  latency: ({ medianOffMs = NaN, p99OffMs = NaN }) => ({ median: medianOffMs, p99: p99OffMs / 2 }),
  jitter: ({ meanOffShare = NaN, deviationOffShare = NaN }) => ({
    mean: meanOffShare / 0.05,
    spread: deviationOffShare / 0.05,
  }),
  share: ({ hit = NaN, low = NaN, high = NaN }) => ({
    share: (hit - (low + high) / 2) / ((high - low) / 2),
  }),
  bandwidth: ({ offShare = NaN }) => ({ rate: offShare / 0.03 }),
};

/** As narrow as the columns of the picture. */
const ways: Record<string, string> = { ingress: 'in', egress: 'out', both: 'both' };

function figureByWay({ direction }: Measured, figure: string): string {
  return `${figure} ${ways[direction] ?? direction}`;
}

/** The panels of the picture: the shaper alone at every point, then beside netem at a few. */
export function panelsOf(shaper: Exactness | undefined, both: SideBySide | undefined): Panel[] {
  const alone = shaper === undefined ? [] : ofOne(shaper);
  return [...alone, ...(both === undefined ? [] : ofBoth(both))];
}

function ofOne({ results }: Exactness): Panel[] {
  const points = (section: string, group: (line: Measured, figure: string) => string): Point[] =>
    pointsOf('shaper', results, section, group);
  return [
    {
      title: 'Latency 5 to 500 ms',
      tolerated: 'median ±1 ms, 99th percentile ±2 ms',
      points: points('latency', figureByWay),
    },
    {
      title: 'Jitter, four distributions, 5,000 packets',
      tolerated: 'mean and standard deviation ±5 %',
      points: points('jitter', figureByWay),
    },
    {
      title: 'Share of the packets, 0.1 to 50 %',
      tolerated: '99 % binomial interval of 20,000 packets',
      points: points('share', ({ kind }) => kind),
    },
    {
      title: 'Bandwidth, 100 kbit/s to 100 Mbit/s',
      tolerated: '±3 % over 10 s',
      points: points(
        'bandwidth',
        ({ what, direction }) => `${what.split(', ')[1] ?? ''} ${ways[direction] ?? ''}`,
      ),
    },
  ].filter((each) => each.points.length > 0);
}

function ofBoth({ netem, shaper, shaperHere }: SideBySide): Panel[] {
  const runs: [string, Exactness][] = [
    [shaperHere === undefined ? 'shaper' : 'shaper on the slow kernel of netem', shaper],
    ['netem', netem],
    ...(shaperHere === undefined ? [] : [['shaper', shaperHere] satisfies [string, Exactness]]),
  ];
  const points = (section: string, group: (line: Measured, figure: string) => string): Point[] =>
    runs.flatMap(([series, { results }]) => pointsOf(series, results, section, group));
  return [
    {
      title: 'Beside netem: latency 20 and 100 ms',
      tolerated: 'median ±1 ms, 99th percentile ±2 ms',
      points: points('latency', figureByWay).filter(({ group }) => !group.endsWith('both')),
    },
    {
      title: 'Beside netem: shares of 1 and 20 %, and rates',
      tolerated: '99 % binomial interval of 5,000 packets; ±3 %',
      points: [...points('share', ({ kind }) => kind), ...points('bandwidth', () => 'bandwidth')],
    },
  ];
}

function pointsOf(
  series: string,
  results: Measured[],
  section: string,
  group: (line: Measured, figure: string) => string,
): Point[] {
  return results
    .filter((line) => line.section === section && line.kind !== '')
    .flatMap((line) =>
      Object.entries(distances[section]?.(line.figures) ?? {}).map(([figure, offBy]) => ({
        series,
        group: group(line, figure),
        offBy,
        note: `${series}: ${line.what}, ${line.asked}: ${line.measured}`,
      })),
    );
}
