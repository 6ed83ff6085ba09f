import { join } from 'node:path';
import { readCommand, root } from './command.ts';
import { notTried, single, tally, total, type SuiteResult } from './suite.ts';

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
    return notTried(`${folder}: Go is not installed on this machine.`);
  }
  const { code, output } = await readCommand('go', ['test', '-json', './...'], { cwd });
  const result = countGo(output, folder);
  console.log(`${folder}: ${tally(result)}`);
  const crashed = code !== 0 && result.failed === 0;
  return total([
    result,
    single(`${folder}: go vet`, vet.code === 0),
    ...(crashed ? [single(`${folder}: go test ended with ${code}`, false)] : []),
  ]);
}

/** Counts the events of `go test -json` and prints what failed tests wrote. */
export function countGo(output: string, folder: string): SuiteResult {
  const result: SuiteResult = { passed: 0, failed: 0, failures: [], notTested: [] };
  const written = new Map<string, string>();
  const events = output.split('\n').filter((line) => line.startsWith('{'));
  for (const event of events.map(parse)) {
    const key = `${event.Package} ${event.Test ?? ''}`;
    const text = written.get(key) ?? '';
    if (event.Action === 'output') written.set(key, text + (event.Output ?? ''));
    if (event.Action === 'fail') console.log(text || `${key} failed`);
    if (event.Test !== undefined) countTest(event, `${folder} ${event.Test}`, text, result);
  }
  return result;
}

function countTest({ Action }: GoEvent, name: string, text: string, result: SuiteResult): void {
  if (Action === 'pass') result.passed += 1;
  if (Action === 'skip') result.notTested.push(`${name}: ${reasonOf(text)}`);
  if (Action !== 'fail') return;
  result.failed += 1;
  result.failures.push(`${name}\n${text.trimEnd()}`);
}

function parse(line: string): GoEvent {
  return JSON.parse(line) as GoEvent;
}

/** The words of `t.Skip`, out of `    file_test.go:12: words`. */
function reasonOf(output: string): string {
  return /_test\.go:\d+: (.*)/.exec(output)?.[1] ?? 'skipped';
}
