import type { Step } from '../print/steps.ts';

/** A step that keeps what was said to it. */
export function fakeStep(): Step & { readonly lines: string[]; readonly notes: string[] } {
  const lines: string[] = [];
  const notes: string[] = [];
  return {
    lines,
    notes,
    note: (text) => notes.push(text),
    print: (line) => lines.push(line),
    findings: (findings) => lines.push(...findings.map(({ finding }) => finding)),
    item: (name) => ({
      update: (state, detail = '') => lines.push(`${name} ${state} ${detail}`.trim()),
      end: (line) => {
        if (line !== undefined) lines.push(line);
      },
    }),
  };
}
