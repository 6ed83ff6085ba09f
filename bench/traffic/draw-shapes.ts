/** What one small chart shows. */
export interface Chart {
  title: string;
  plannedRps: number[];
  achievedRps: number[];
  note: string;
}

const chart = { width: 380, height: 170, left: 42, right: 12, top: 34, bottom: 28 };
const columns = 2;

/** Draws planned against achieved, a chart for each shape, as an SVG that is readable on light and dark pages. */
export function drawShapes(charts: readonly Chart[]): string {
  const rows = Math.ceil(charts.length / columns);
  const [width, height] = [columns * chart.width, rows * chart.height + 26];
  const drawn = charts.map((each, place) => {
    const [x, y] = [(place % columns) * chart.width, Math.floor(place / columns) * chart.height];
    return `<g transform="translate(${x} ${y})">${drawChart(each)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    '<title>Planned and achieved requests per second of each shape</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    legend(height - 10),
    '</svg>',
    '',
  ].join('\n');
}

function drawChart({ title, plannedRps, achievedRps, note }: Chart): string {
  const { width, height, left, right, top, bottom } = chart;
  const [plotWidth, plotHeight] = [width - left - right, height - top - bottom];
  const highest = niceAbove(Math.max(...plannedRps, ...achievedRps));
  const x = (bin: number): number => round(left + (bin / plannedRps.length) * plotWidth);
  const y = (rps: number): number => round(top + plotHeight * (1 - rps / highest));
  const bars = achievedRps.map((rps, bin) => {
    const wide = round(Math.max(1, x(bin + 1) - x(bin) - 1));
    return `<rect x="${x(bin)}" y="${y(rps)}" width="${wide}" height="${round(y(0) - y(rps))}" fill="#9ec5f4"/>`;
  });
  const steps = plannedRps.map((rps, bin) => `H${x(bin)}V${y(rps)}H${x(bin + 1)}`).join('');
  const grid = [0, highest / 2, highest].map(
    (rps) =>
      `<path d="M${left} ${y(rps)}H${width - right}" stroke="#d8d8d8"/>` +
      `<text x="${left - 6}" y="${y(rps) + 4}" text-anchor="end" fill="#555">${rps}</text>`,
  );
  return [
    `<text x="${left}" y="16" font-weight="bold" fill="#222">${title}</text>`,
    `<text x="${width - right}" y="16" text-anchor="end" fill="#555">${note}</text>`,
    ...grid,
    ...bars,
    `<path d="M${left} ${y(plannedRps[0] ?? 0)}${steps}" fill="none" stroke="#c2410c" stroke-width="1.5"/>`,
    `<text x="${width - right}" y="${height - 10}" text-anchor="end" fill="#555">${plannedRps.length} s</text>`,
  ].join('');
}

function legend(y: number): string {
  return (
    `<rect x="42" y="${y - 9}" width="12" height="10" fill="#9ec5f4"/><text x="60" y="${y}" fill="#222">achieved, requests per second</text>` +
    `<path d="M250 ${y - 4}h18" stroke="#c2410c" stroke-width="1.5"/><text x="274" y="${y}" fill="#222">planned</text>`
  );
}

/** The next number above that is easy to halve. */
function niceAbove(value: number): number {
  return (
    [10, 20, 40, 60, 80, 100, 150, 200, 400, 1_000, 2_000, 10_000].find((nice) => nice >= value) ?? value
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
