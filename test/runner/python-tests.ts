import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { providePython, run } from '../support/python.ts';
import { root } from './command.ts';
import { notTried, tally, type SuiteResult } from './suite.ts';

/** Runs the unit tests of a Python package, with what its `requirements.txt` names, and counts them. */
export async function runPythonTests(folder: string): Promise<SuiteResult> {
  const cwd = join(root, folder);
  const requirements = await readFile(join(cwd, 'requirements.txt'), 'utf8');
  const packages = requirements.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const python = await providePython(basename(folder), packages);
  if ('missing' in python) return notTried(`${folder}: ${python.missing}`);
  const discover = ['-B', '-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'];
  const { code, output } = await run(join(python.bin, 'python'), discover, cwd);
  const result = countUnittest(output, code, folder);
  if (result.failed > 0) console.log(output);
  console.log(`${folder}: ${tally(result)}`);
  return result;
}

/** Counts the closing lines of unittest: `Ran 12 tests in 0.4s`, `FAILED (failures=1, errors=2, skipped=3)`. */
export function countUnittest(output: string, exitCode: number, folder: string): SuiteResult {
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? 0);
  const ran = number(/^Ran (\d+) tests?/m);
  const skipped = number(/skipped=(\d+)/);
  const counted = number(/failures=(\d+)/) + number(/errors=(\d+)/);
  const failed = exitCode !== 0 && counted === 0 ? 1 : counted;
  return {
    passed: Math.max(0, ran - failed - skipped),
    failed,
    failures: failed === 0 ? [] : [`${folder}: ${failed} of ${ran} tests failed\n${output.trim()}`],
    notTested: Array.from({ length: skipped }, () => `${folder}: a test was skipped`),
  };
}
