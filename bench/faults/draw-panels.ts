/** One measured value, as a part of what is tolerated: 0 is what was asked, ±1 the edge. */
export interface Point {
  series: string;
  /** Points of a group stand together, under its name. */
  group: string;
  offBy: number;
  /** In words, for whoever points at it. */
  note: string;
}

/** One chart: the points, and in words what is tolerated. */
export interface Panel {
  title: string;
  tolerated: string;
  points: Point[];
}

const panel = { width: 380, height: 150, left: 14, right: 14, top: 38, bottom: 26 };
const columns = 2;
/** The axis ends so many tolerances from what was asked; what is farther off is drawn at the edge, as a triangle. */
const farthest = 2;
const shapes = ['circle', 'diamond', 'square'] as const;

const style = `
  .page{fill:#fff}.text{fill:#222}.faint{fill:#57606a}.band{fill:#2da44e;fill-opacity:.14}.zero{stroke:#8c959f}
  .split{stroke:#d0d7de}.s0{fill:#0969da}.s1{fill:#bc4c00}.s2{fill:#8250df}
  @media (prefers-color-scheme:dark){.page{fill:#0d1117}.text{fill:#e6edf3}.faint{fill:#9198a1}
  .band{fill:#3fb950;fill-opacity:.18}.zero{stroke:#6e7681}.split{stroke:#30363d}
  .s0{fill:#58a6ff}.s1{fill:#f0883e}.s2{fill:#bc8cff}}`;

/** Draws how far off everything is, as an SVG that follows the reader's light or dark theme. */
export function drawPanels(title: string, panels: readonly Panel[]): string {
  const series = [...new Set(panels.flatMap(({ points }) => points.map((point) => point.series)))];
  const [width, height] = [columns * panel.width, Math.ceil(panels.length / columns) * panel.height + 30];
  const drawn = panels.map((each, place) => {
    const [x, y] = [(place % columns) * panel.width, Math.floor(place / columns) * panel.height];
    return `<g transform="translate(${x} ${y})">${drawPanel(each, series)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${style}\n</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...drawn,
    legend(series, height - 10),
    '</svg>',
    '',
  ].join('\n');
}

function drawPanel({ title, tolerated, points }: Panel, series: readonly string[]): string {
  const { width, height, left, right, top, bottom } = panel;
  const middle = (top + height - bottom) / 2;
  const unit = (height - bottom - top) / 2 / farthest;
  const groups = [...new Set(points.map(({ group }) => group))].sort();
  const groupWidth = (width - left - right) / Math.max(1, groups.length);
  const drawnGroups = groups.map((group, place) => {
    const members = points.filter((point) => point.group === group);
    const begin = left + place * groupWidth;
    const dots = members.map((point, n) => {
      const x = round(begin + (groupWidth * (n + 1)) / (members.length + 1));
      return drawPoint(point, series.indexOf(point.series), x, middle, unit);
    });
    const split = place === 0 ? '' : `<path class="split" d="M${round(begin)} ${top}V${height - bottom}"/>`;
    const label = `<text class="faint" x="${round(begin + groupWidth / 2)}" y="${height - 12}" text-anchor="middle" font-size="10">${escape(group)}</text>`;
    return split + dots.join('') + label;
  });
  return [
    `<text class="text" x="${left}" y="18" font-weight="bold">${escape(title)}</text>`,
    `<text class="faint" x="${left}" y="32">${escape(tolerated)}</text>`,
    `<rect class="band" x="${left}" y="${round(middle - unit)}" width="${width - left - right}" height="${round(2 * unit)}"/>`,
    `<path class="zero" d="M${left} ${round(middle)}H${width - right}"/>`,
    ...drawnGroups,
  ].join('');
}

function drawPoint(point: Point, series: number, x: number, middle: number, unit: number): string {
  const isFar = Math.abs(point.offBy) > farthest;
  const shown = Math.max(-farthest, Math.min(farthest, point.offBy));
  const y = round(middle - shown * unit);
  const mark = isFar ? triangle(x, y, Math.sign(point.offBy)) : marker(series, x, y);
  return `<g class="s${series % 3}">${mark}<title>${escape(point.note)}</title></g>`;
}

function marker(series: number, x: number, y: number): string {
  switch (shapes[series % shapes.length]) {
    case 'diamond':
      return `<path d="M${x} ${round(y - 4)}l4 4l-4 4l-4 -4z"/>`;
    case 'square':
      return `<rect x="${round(x - 3)}" y="${round(y - 3)}" width="6" height="6"/>`;
    default:
      return `<circle cx="${x}" cy="${y}" r="3.2"/>`;
  }
}

function triangle(x: number, y: number, up: number): string {
  return `<path d="M${round(x - 4)} ${round(y + 3 * up)}h8l-4 ${-7 * up}z"/>`;
}

function legend(series: readonly string[], y: number): string {
  let x = panel.left + 6;
  const entries = series.map((name, place) => {
    const entry = `<g class="s${place % 3}">${marker(place, x, y - 4)}</g><text class="text" x="${x + 10}" y="${y}">${escape(name)}</text>`;
    x += 34 + Math.round(name.length * 6);
    return entry;
  });
  return [
    ...entries,
    `<rect class="band" x="${x}" y="${y - 9}" width="14" height="10"/>`,
    `<text class="faint" x="${x + 20}" y="${y}">tolerated; a triangle is farther off; in, out: ingress, egress</text>`,
  ].join('');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
