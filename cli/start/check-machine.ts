import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Check, CheckContext } from '../preflight/check.ts';
import type { Finding } from '../preflight/finding.ts';
import { readCheckContext } from '../preflight/read-context.ts';
import { checks, runPreflight } from '../preflight/run-preflight.ts';
import { thisHost } from '../preflight/this-host.ts';
import type { Step } from '../print/steps.ts';
import type { StartContext } from './context.ts';

/** What the next steps can put right by themselves. */
const providedByStart: readonly string[] = ['engine', 'compose', 'buildx'];
/** The images are seen to by a step of their own. */
const ownStep: readonly string[] = ['images'];

/** What the preflight of a start found. */
export interface MachineReport {
  readonly context: CheckContext;
  readonly findings: readonly Finding[];
}

/** Runs the preflight, prints what a person should know, and refuses a machine on which the platform cannot run. */
export async function checkMachine(
  { root, docker, signal, answering }: StartContext,
  step: Step,
  wanted: (check: Check) => boolean = () => true,
): Promise<MachineReport> {
  const host = thisHost(docker, { mayInstall: answering !== 'never' });
  const context = await readCheckContext({ host, docker, signal, root });
  const findings = await runPreflight(
    context,
    checks.filter((check) => wanted(check) && !ownStep.includes(check.id)),
  );
  throwIfInterrupted(signal); // What was cut short is no finding.
  const notable = findings.filter((finding) => finding.level !== 'ok' && !isProvided(finding));
  step.findings(notable);
  refuse(notable);
  step.note(`${findings.filter(({ level }) => level === 'ok').length} of ${findings.length} checks in order`);
  return { context, findings };
}

/** Whether a plugin is missing or too old. */
export function needsPlugins(findings: readonly Finding[]): boolean {
  return findings.some(({ id, level }) => level === 'error' && (id === 'compose' || id === 'buildx'));
}

function isProvided({ id, level }: Finding): boolean {
  return level === 'error' && providedByStart.includes(id);
}

function refuse(findings: readonly Finding[]): void {
  const errors = findings.filter(({ level }) => level === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw new Failure(
    errors.length === 1 ? first.finding : `${errors.length} things stand in the way; they are listed above.`,
    { remedy: errors.length === 1 ? first.remedy : undefined },
  );
}
