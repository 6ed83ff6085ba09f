import { formatProgress, type OutcomeLine, type PlatformProgress } from '../../contract/platform-progress.ts';
import type { Command, CommandContext, CommandInput, OptionSpec } from '../arguments/command.ts';
import { textOption } from '../arguments/read-values.ts';
import { exitCodes, usageFailure, type ExitCode } from '../failure.ts';
import type { Finding } from '../preflight/finding.ts';
import { findingLines } from '../preflight/print-findings.ts';
import { createSteps, type Steps, type StepsOptions } from '../print/steps.ts';
import { createStyle } from '../../system/terminal/style.ts';
import type { Terminal } from '../../system/terminal/terminal.ts';
import { editorProgress, failedLine } from './editor-progress.ts';
import { createJsonSteps } from './json-steps.ts';

/** How a command tells of its work: to people, or line by line to a program. */
export interface Report {
  /** A program reads along: nobody can be asked, and nothing is installed on the machine unasked. */
  readonly isForProgram: boolean;
  steps(options: Pick<StepsOptions, 'isInterrupted' | 'now' | 'earlier'>): Steps;
  findings(findings: readonly Finding[]): void;
  /** The last word: for programs as a line, for people by what the function prints. */
  end(line: OutcomeLine, forPeople: () => void): void;
}

/** The option of every command that can be followed by a program. */
export const progressOption: Readonly<Record<string, OptionSpec>> = {
  progress: {
    type: 'string',
    value: 'json',
    description: 'Tell everything as JSON, one object a line (contract/platform-progress.ts).',
  },
};

type ReportingRun = (input: CommandInput, context: CommandContext, report: Report) => Promise<ExitCode>;

/** Makes a command that can be followed by people and programs alike. */
export function reporting(run: ReportingRun): Command['run'] {
  return async (input, context) => {
    const progress = textOption(input, 'progress');
    if (progress === undefined) return run(input, context, reportToPeople(context.terminal));
    if (progress !== 'json') throw usageFailure(`--progress can be json, not "${progress}".`);
    const write = (line: PlatformProgress) => context.terminal.print(formatProgress(editorProgress(line)));
    try {
      return await run(input, { ...context, terminal: lineTerminal(write) }, reportToProgram(write));
    } catch (error) {
      if (context.signal.aborted) {
        write({ type: 'outcome', outcome: 'interrupted' });
        return exitCodes.interrupted;
      }
      const { line, exitCode } = failedLine(error);
      write(line);
      return exitCode;
    }
  };
}

function reportToPeople(terminal: Terminal): Report {
  return {
    isForProgram: false,
    steps: (options) => createSteps({ terminal, ...options }),
    findings: (findings) => findingLines(findings, terminal).forEach((line) => terminal.print(line)),
    end: (_line, forPeople) => forPeople(),
  };
}

function reportToProgram(write: (line: PlatformProgress) => void): Report {
  return {
    isForProgram: true,
    steps: (options) => createJsonSteps({ write, ...options }),
    findings: (findings) => findings.forEach((finding) => write({ type: 'finding', ...finding })),
    end: (line) => write(line),
  };
}

/** A terminal for what a command prints beside its steps. */
function lineTerminal(write: (line: PlatformProgress) => void): Terminal {
  const print = (text: string) => {
    if (text !== '') write({ type: 'text', text });
  };
  return {
    isTty: false,
    style: createStyle(false, {}),
    print,
    printError: print,
    setLive: () => undefined,
    pauseLive: () => () => undefined,
  };
}
