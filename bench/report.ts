import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Figure } from './measure.ts';

/** Prints figures as a table that is also Markdown. */
export function printTable(figures: Figure[]): void {
  const rows = figures.map(({ what, value, unit, target, met }) => [
    what,
    `${formatValue(value)} ${unit}`,
    target,
    met === null ? '' : met ? 'met' : 'missed',
  ]);
  printRows([['What', 'Measured', 'Target', ''], ...rows]);
}

/** Prints rows of cells, the first of them heads, as a table that is also Markdown. */
export function printRows(table: string[][]): void {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [heads = [], ...rows] = table;
  console.log(line(heads));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  rows.forEach((row) => console.log(line(row)));
}

/** Writes figures as JSON, with the machine that they were measured on. */
export function writeJson(name: string, figures: Figure[]): string {
  const path = join(import.meta.dirname, '..', '.dsp', 'bench', `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), figures }, null, 2)}\n`,
  );
  return path;
}

/** The machine in one line. */
export function machine(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} × ${processor}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

function formatValue(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
