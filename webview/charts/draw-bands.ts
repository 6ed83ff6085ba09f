import type uPlot from 'uplot';
import type { Band, ShownBands } from './bands.ts';
import type { ChartColors } from './colors.ts';
import type { TimeWindow } from './time-window.ts';

const labelHeight = 14;
/** A name that would be shorter than this tells nothing. */
const leastLabelWidth = 48;
/** Names below each other at most: the lines must stay in sight. */
const mostLabels = 3;

/** Where a band is on the canvas, in its pixels. */
interface Place {
  x: number;
  w: number;
  top: number;
  height: number;
  ratio: number;
}

/** Draws the bands behind the lines: faults and lost telemetry over the whole height, runs as a strip below. */
export function drawBands(chart: uPlot, bands: ShownBands, colors: ChartColors): void {
  const { lost, broken, faults, runs } = bands;
  if (lost.length + faults.length + runs.length === 0) return;
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.font = colors.font.replace(/^\d+/, String(Math.round(10.5 * ratio)));
  ctx.textBaseline = 'top';
  // The axes leave theirs behind.
  ctx.textAlign = 'left';
  const placeOf = ({ from, to }: TimeWindow): Place => {
    const x = Math.min(Math.max(left, chart.valToPos(from, 'x', true)), left + width - ratio);
    const end = Math.min(left + width, chart.valToPos(to, 'x', true));
    return { x, w: Math.max(ratio, end - x), top, height, ratio };
  };
  for (const time of lost) drawLost(ctx, placeOf(time), colors);
  // What several faults have in common is not drawn twice, or it would hide the lines.
  for (const time of broken) fill(ctx, placeOf(time), colors.fault);
  for (const band of faults) drawFault(ctx, band, placeOf(band), colors);
  for (const band of runs) drawRun(ctx, band, placeOf(band), colors);
  ctx.restore();
}

function fill(ctx: CanvasRenderingContext2D, { x, w, top, height }: Place, color: string): void {
  ctx.fillStyle = color;
  ctx.fillRect(x, top, w, height);
}

function drawRun(ctx: CanvasRenderingContext2D, band: Band, place: Place, colors: ChartColors): void {
  const { x, w, top, height, ratio } = place;
  ctx.fillStyle = colors.run;
  ctx.fillRect(x, top + height - (4 + 6 * band.lane) * ratio, w, 4 * ratio);
}

/** Edges and name; both edges, so that the band can be seen without telling its shade from the background. */
function drawFault(ctx: CanvasRenderingContext2D, band: Band, place: Place, colors: ChartColors): void {
  const { x, w, top, height, ratio } = place;
  ctx.fillStyle = colors.faultText;
  ctx.globalAlpha = 0.55;
  ctx.fillRect(x, top, ratio, height);
  ctx.fillRect(x + w - ratio, top, ratio, height);
  ctx.globalAlpha = 1;
  if (w < leastLabelWidth * ratio || band.lane >= mostLabels) return;
  ctx.fillText(
    fit(ctx, band.title, w - 8 * ratio),
    x + 4 * ratio,
    top + (band.lane * labelHeight + 2) * ratio,
  );
}

function drawLost(ctx: CanvasRenderingContext2D, place: Place, colors: ChartColors): void {
  const { x, w, top, height, ratio } = place;
  fill(ctx, place, colors.lost);
  hatch(ctx, place, colors.lostText);
  if (w < leastLabelWidth * ratio) return;
  ctx.fillStyle = colors.lostText;
  const text = fit(ctx, 'telemetry lost', w - 8 * ratio);
  ctx.fillText(text, x + 4 * ratio, top + height - 2 * labelHeight * ratio);
}

/** Thin lines across: not known, as maps draw it. */
function hatch(ctx: CanvasRenderingContext2D, { x, w, top, height, ratio }: Place, color: string): void {
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

/** Widths of names, which are long to measure and are asked for at every picture. */
const fitted = new Map<string, string>();
const mostFitted = 500;

/** As much of a text as there is room for. */
function fit(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  // Room grows with time: in steps, or nothing would be asked for twice.
  const room = Math.floor(width / 8) * 8;
  const key = `${ctx.font} ${room} ${text}`;
  const known = fitted.get(key);
  if (known !== undefined) return known;
  if (fitted.size >= mostFitted) fitted.clear();
  const result = shorten(ctx, text, room);
  fitted.set(key, result);
  return result;
}

function shorten(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
}
