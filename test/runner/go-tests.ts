import { join } from 'node:path';
import { readCommand, root } from './command.ts';
import { tally, type SuiteResult } from './suite.ts';

interface GoEvent {
  Action: string;
  Package: string;
  Test?: string;
  Output?: string;
}

/** Vets and tests a Go module, and counts its tests. Without Go on the machine it says so. */
export async function runGoTests(folder: string): Promise<SuiteResult> {
  const cwd = join(root, folder);
  const vet = await readCommand('go', ['vet', './...'], { cwd });
  if (vet.code === 127) {
    return { passed: 0, failed: 0, notTested: [`${folder}: Go is not installed on this machine.`] };
  }
  const { code, output } = await readCommand('go', ['test', '-json', './...'], { cwd });
  const result = countGo(output, folder);
  console.log(`${folder}: ${tally(result)}`);
  const crashed = code !== 0 && result.failed === 0 ? 1 : 0;
  return {
    ...result,
    passed: result.passed + (vet.code === 0 ? 1 : 0),
    failed: result.failed + crashed + (vet.code === 0 ? 0 : 1),
  };
}

/** Counts the events of `go test -json` and prints what failed tests wrote. */
export function countGo(output: string, folder: string): SuiteResult {
  const result: SuiteResult = { passed: 0, failed: 0, notTested: [] };
  const written = new Map<string, string>();
  for (const event of output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(parse)) {
    const key = `${event.Package} ${event.Test ?? ''}`;
    if (event.Action === 'output') written.set(key, (written.get(key) ?? '') + (event.Output ?? ''));
    if (event.Action === 'fail') console.log(written.get(key) ?? `${key} failed`);
    if (event.Test === undefined) continue;
    if (event.Action === 'pass') result.passed += 1;
    if (event.Action === 'fail') result.failed += 1;
    if (event.Action === 'skip')
      result.notTested.push(`${folder} ${event.Test}: ${reasonOf(written.get(key))}`);
  }
  return result;
}

function parse(line: string): GoEvent {
  return JSON.parse(line) as GoEvent;
}

/** The words of `t.Skip`, out of `    file_test.go:12: words`. */
function reasonOf(output: string | undefined): string {
  return /_test\.go:\d+: (.*)/.exec(output ?? '')?.[1] ?? 'skipped';
}
