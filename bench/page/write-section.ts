import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

const path = join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md');

/** Puts a section of docs/benchmarks.md in the place of the one with its title, or at the end. */
export async function writeSection(title: string, body: string): Promise<void> {
  const text = replaceSection(readFileSync(path, 'utf8'), title, body);
  writeFileSync(path, await format(text, { parser: 'markdown', printWidth: 110, proseWrap: 'preserve' }));
}

/** The text of a document with this section in it. */
export function replaceSection(text: string, title: string, body: string): string {
  const section = `## ${title}\n\n${body.trim()}\n`;
  const parts = text.split(/^(?=## )/m);
  const at = parts.findIndex((part) => part.startsWith(`## ${title}\n`));
  return (at === -1 ? [...parts, `\n${section}`] : parts.with(at, `${section}\n`)).join('');
}
