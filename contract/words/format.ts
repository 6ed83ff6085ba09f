import type { Panel } from '../panels.ts';

export type Unit = Panel['unit'];

/** What stands for a number that there is not. */
const none = '–';

/** A number with about three digits that mean something. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e6) return `${trim(value / 1e6)} M`;
  if (size >= 1e4) return `${trim(value / 1e3)} k`;
  return trim(value);
}

function trim(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return String(Number(value.toFixed(digits)));
}

/** How a value of each unit is written. */
const writers: Record<Unit, (value: number) => string> = {
  s: (value) => formatMs(value * 1000),
  ms: formatMs,
  reqps: (value) => `${formatNumber(value)} /s`,
  percent: (value) => `${formatNumber(value)} %`,
  bytes: formatBytes,
  bytesps: (value) => `${formatBytes(value)}/s`,
  cores: (value) => `${formatNumber(value)} cores`,
  bool: (value) => (value === 0 ? 'no' : 'yes'),
  count: formatNumber,
};

/** A value with its unit. */
export function formatValue(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  return writers[unit](value);
}

/** Milliseconds in the unit in which they are easily read. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return none;
  if (ms === 0) return '0 ms';
  if (Math.abs(ms) < 1) return `${Math.round(ms * 1000)} µs`;
  return Math.abs(ms) < 1000 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1000)} s`;
}

function formatBytes(bytes: number): string {
  const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step++;
  }
  return `${formatNumber(value)} ${steps[step]}`;
}

/** A length of time as `m:ss`, or `h:mm:ss`: for what counts down. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours === 0 ? `${minutes}:${two(whole % 60)}` : `${hours}:${two(minutes)}:${two(whole % 60)}`;
}

/** A length of time in words, such as `2 min 5 s`. */
export function formatDuration(seconds: number): string {
  const tenths = Math.round(seconds * 10) / 10;
  if (tenths < 60) return `${formatNumber(tenths)} s`;
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  return parts
    .filter(([value]) => value > 0)
    .slice(0, 2)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

/** Made once: to make one costs a thousand times what it costs to use it. */
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', hour12: false });

/** A moment as the clock on the wall shows it. */
export function formatTime(time: string | number, withMs = false): string {
  const date = new Date(time);
  const text = clock.format(date);
  return withMs ? `${text}.${String(date.getMilliseconds()).padStart(3, '0')}` : text;
}
