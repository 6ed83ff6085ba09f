import type { LogLine } from '../../contract/nodes.ts';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Names of levels as loggers of many languages write them. */
const levels: Readonly<Record<string, Level>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  critical: 'error',
  fatal: 'error',
  panic: 'error',
};

/** Level of a line: what a structured line says itself, else error output is a warning. */
export function levelOf({ text, stream }: Pick<LogLine, 'text' | 'stream'>): Level {
  const record = recordOf(text);
  const named = record?.['level'] ?? record?.['severity'] ?? record?.['lvl'];
  const level = typeof named === 'string' ? levels[named.toLowerCase()] : undefined;
  return level ?? (record === undefined && stream === 'stderr' ? 'warn' : 'info');
}

/** A line as a person reads it: the message first, then the other fields; anything else as it is. */
export function textOf({ text }: Pick<LogLine, 'text'>): string {
  const record = recordOf(text);
  const message = record?.['msg'] ?? record?.['message'];
  if (record === undefined || typeof message !== 'string') return text;
  const rest = Object.entries(record).filter(([key]) => !told.has(key));
  return [message, ...rest.map(([key, value]) => `${key}=${wordOf(value)}`)].join(' ');
}

/** Fields that are told otherwise. */
const told = new Set(['msg', 'message', 'level', 'severity', 'lvl', 'time', 'timestamp', 'ts']);

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function recordOf(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Where ids of traces stand in a text: 32 hexadecimal digits, as W3C Trace Context writes them. */
export function traceIdsIn(text: string): { id: string; at: number }[] {
  return [...text.matchAll(/(?<![0-9a-f])(?!0{32})[0-9a-f]{32}(?![0-9a-f])/g)].map((match) => ({
    id: match[0],
    at: match.index,
  }));
}
