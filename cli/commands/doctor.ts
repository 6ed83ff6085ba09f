import type { Command } from '../arguments/command.ts';
import { exitCodes } from '../failure.ts';
import { createDocker } from '../host/docker.ts';
import { findingLines, findingsSummary } from '../preflight/print-findings.ts';
import { readCheckContext } from '../preflight/read-context.ts';
import { runPreflight } from '../preflight/run-preflight.ts';
import { thisHost } from '../preflight/this-host.ts';

/** `dsp doctor`: what the preflight of `dsp start` finds, on demand; changes nothing. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Check this machine: engine, plugins, ports, memory, disk, kernel, images.',
  description: ['Changes nothing. Exit code 1 when something is found with which the platform cannot run.'],
  options: { json: { type: 'boolean', description: 'Print the findings as JSON.' } },
  run: async (input, { root, signal, terminal }) => {
    const docker = createDocker();
    const context = await readCheckContext({ host: thisHost(docker), docker, signal, root });
    const findings = await runPreflight(context);
    if (input.flags.has('json')) {
      terminal.print(JSON.stringify({ findings }, null, 2));
    } else {
      for (const line of findingLines(findings, terminal)) terminal.print(line);
      terminal.print('');
      terminal.print(findingsSummary(findings));
    }
    return findings.some(({ level }) => level === 'error') ? exitCodes.failed : exitCodes.ok;
  },
};
