import type { Command } from '../arguments/command.ts';
import { exitCodes, throwIfInterrupted } from '../failure.ts';
import { createDocker } from '../host/docker.ts';
import { findingsSummary } from '../preflight/print-findings.ts';
import { readCheckContext } from '../preflight/read-context.ts';
import { runPreflight } from '../preflight/run-preflight.ts';
import { thisHost } from '../preflight/this-host.ts';
import { progressOption, reporting } from '../progress/report.ts';

/** `dsp doctor`: what the preflight of `dsp start` finds, on demand; changes nothing. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Check this machine: engine, plugins, ports, memory, disk, kernel, images.',
  description: ['Changes nothing. Exit code 1 when something is found with which the platform cannot run.'],
  options: { json: { type: 'boolean', description: 'Print the findings as JSON.' }, ...progressOption },
  run: reporting(async (input, { root, signal, terminal }, report) => {
    const docker = createDocker();
    const host = thisHost(docker, { mayInstall: !report.isForProgram });
    const context = await readCheckContext({ host, docker, signal, root });
    const findings = await runPreflight(context);
    throwIfInterrupted(signal); // What was cut short is no finding.
    const canRun = !findings.some(({ level }) => level === 'error');
    if (input.flags.has('json') && !report.isForProgram) {
      terminal.print(JSON.stringify({ findings }, null, 2));
    } else {
      report.findings(findings);
      const summary = findingsSummary(findings);
      report.end({ type: 'outcome', outcome: 'checked', canRun, summary }, () => {
        terminal.print('');
        terminal.print(summary);
      });
    }
    return canRun ? exitCodes.ok : exitCodes.failed;
  }),
};
