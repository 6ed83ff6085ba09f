import type { SuiteResult } from './suite.ts';

/** Lines of an error that are told again at the end of a run. */
const linesTold = 30;

/** Counts a TAP report. A runner that failed without a failed test, or told no end, counts as one failure. */
export function countTap(tap: string, exitCode: number): SuiteResult {
  const count = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const skipped = [...tap.matchAll(/^ *ok \d+ - (.*) # SKIP ?(.*)$/gm)];
  const crashed = failed === 0 && (exitCode !== 0 || !/^# tests \d+$/m.test(tap));
  return {
    passed: count('pass'),
    failed: crashed ? 1 : failed,
    failures: crashed
      ? [`The test runner ended with ${exitCode}, and told of no failed test.`]
      : failuresIn(tap),
    notTested: skipped.map(([, name, reason]) => `${name}: ${reason}`),
  };
}

/** Each failed test with the first lines of its error; one that failed only by its parts is not told. */
function failuresIn(tap: string): string[] {
  const failed = [...tap.matchAll(/^( *)not ok \d+ - (.*)\n\1 {2}---\n([^]*?)\n\1 {2}\.\.\.$/gm)];
  return failed
    .filter(([, , , detail]) => !/^ *failureType: 'subtestsFailed'$/m.test(detail ?? ''))
    .map(([, , name, detail]) => `${name}\n${errorIn(detail ?? '')}`);
}

/** The error of a failed test, which TAP tells as a YAML string of one line or as a block. */
function errorIn(detail: string): string {
  const [, indent = '', first = ''] = /^( *)error: (.*)$/m.exec(detail) ?? [];
  if (!first.startsWith('|')) return first.replace(/^'(.*)'$/, '$1');
  const block =
    new RegExp(`^${indent}error: .*\\n((?:(?:${indent}  .*| *)\\n)+)`, 'm').exec(detail)?.[1] ?? '';
  const lines = block.trimEnd().split('\n');
  const told = lines.slice(0, linesTold).map((line) => line.slice(indent.length + 2));
  return [...told, ...(lines.length > linesTold ? ['…'] : [])].join('\n');
}
