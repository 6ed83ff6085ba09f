import type { Terminal } from '../../system/terminal/terminal.ts';
import type { Finding } from './finding.ts';

const titleWidth = 18;

/** The findings as lines for people: one each, and one more where something is to be done. */
export function findingLines(
  findings: readonly Finding[],
  { style, isTty }: Pick<Terminal, 'style' | 'isTty'>,
): string[] {
  const marks = { ok: style.ok, warning: style.warning, error: style.error };
  const markWidth = isTty ? 1 : 'warning'.length;
  const indent = ' '.repeat(markWidth + 1 + titleWidth + 1);
  return findings.flatMap(({ title, level, finding, remedy }) => [
    `${pad(marks[level], level, markWidth, isTty)} ${title.padEnd(titleWidth)} ${finding}`,
    ...(remedy === undefined ? [] : [`${indent}${style.dim('→')} ${remedy}`]),
  ]);
}

/** The result in one line. */
export function findingsSummary(findings: readonly Finding[]): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  if (errors > 0)
    return `${count(errors, 'error')} and ${count(warnings, 'warning')}: the platform cannot run so.`;
  if (warnings > 0) return `${count(warnings, 'warning')}: the platform can run.`;
  return 'Everything is in order.';
}

/** Coloured marks have invisible characters, so their room is counted by hand. */
function pad(mark: string, level: Finding['level'], width: number, isTty: boolean): string {
  const visible = isTty ? 1 : { ok: 2, warning: 7, error: 5 }[level];
  return mark + ' '.repeat(Math.max(0, width - visible));
}
