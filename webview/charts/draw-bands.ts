import type uPlot from 'uplot';
import type { Band } from './bands.ts';
import type { ChartColors } from './colors.ts';

const labelHeight = 14;
/** A name that would be shorter than this tells nothing. */
const leastLabelWidth = 24;
/** Names below each other at most: the lines must stay in sight. */
const mostLabels = 3;

/** Draws the bands behind the lines: faults and lost telemetry over the whole height, runs as a strip below. */
export function drawBands(chart: uPlot, bands: readonly Band[], colors: ChartColors): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.font = colors.font.replace(/^\d+/, String(Math.round(10.5 * ratio)));
  ctx.textBaseline = 'top';
  for (const band of bands) {
    const x = Math.max(left, chart.valToPos(band.from, 'x', true));
    const end = Math.min(left + width, chart.valToPos(band.to, 'x', true));
    const w = Math.max(ratio, end - x);
    if (band.kind === 'run') drawRun(ctx, band, { x, w, bottom: top + height, ratio }, colors);
    else drawFull(ctx, band, { x, w, top, height, ratio }, colors);
  }
  ctx.restore();
}

function drawRun(
  ctx: CanvasRenderingContext2D,
  band: Band,
  { x, w, bottom, ratio }: { x: number; w: number; bottom: number; ratio: number },
  colors: ChartColors,
): void {
  const y = bottom - (4 + 6 * band.lane) * ratio;
  ctx.fillStyle = colors.run;
  ctx.fillRect(x, y, w, 4 * ratio);
}

function drawFull(
  ctx: CanvasRenderingContext2D,
  band: Band,
  { x, w, top, height, ratio }: { x: number; w: number; top: number; height: number; ratio: number },
  colors: ChartColors,
): void {
  const isLost = band.kind === 'lost';
  ctx.fillStyle = isLost ? colors.lost : colors.fault;
  ctx.fillRect(x, top, w, height);
  if (isLost) hatch(ctx, { x, w, top, height, ratio }, colors.lostText);
  ctx.fillStyle = isLost ? colors.lostText : colors.faultText;
  ctx.globalAlpha = 0.55;
  // Both edges are drawn, so that the band can be seen without telling its shade from the background.
  ctx.fillRect(x, top, ratio, height);
  ctx.fillRect(x + w - ratio, top, ratio, height);
  ctx.globalAlpha = 1;
  if (w < leastLabelWidth * ratio || band.lane >= mostLabels) return;
  const text = isLost ? 'telemetry lost' : band.title;
  const y = isLost
    ? top + height - (band.lane + 2) * labelHeight * ratio
    : top + band.lane * labelHeight * ratio;
  ctx.fillText(fit(ctx, text, w - 8 * ratio), x + 4 * ratio, y + 2 * ratio);
}

/** Thin lines across: not known, as maps draw it. */
function hatch(
  ctx: CanvasRenderingContext2D,
  { x, w, top, height, ratio }: { x: number; w: number; top: number; height: number; ratio: number },
  color: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, top, w, height);
  ctx.clip();
  ctx.globalAlpha = 0.22;
  ctx.strokeStyle = color;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  for (let at = x - height; at < x + w; at += 8 * ratio) {
    ctx.moveTo(at, top + height);
    ctx.lineTo(at + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

function fit(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
