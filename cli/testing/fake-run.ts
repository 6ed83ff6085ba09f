import type { Docker } from '../host/docker.ts';
import type { CommandResult, RunCommand } from '../../system/process/run-command.ts';

/** What a faked command does: its output, or its exit code, or both. */
export interface FakeAnswer {
  readonly stdout?: string;
  readonly exitCode?: number;
  readonly tail?: readonly string[];
}

/** A way to run commands that runs nothing: answers by the beginning of the command line, and keeps what was asked. */
export function fakeRun(
  answers: Readonly<Record<string, FakeAnswer>>,
): RunCommand & { readonly asked: string[] } {
  const asked: string[] = [];
  const run: RunCommand = (argv) => {
    const line = argv.join(' ');
    asked.push(line);
    const key = Object.keys(answers).find((start) => line.startsWith(start));
    return Promise.resolve(resultOf(key === undefined ? {} : (answers[key] ?? {})));
  };
  return Object.assign(run, { asked });
}

/** The same for the docker command; the beginnings are without the word "docker". */
export function fakeDocker(
  answers: Readonly<Record<string, FakeAnswer>>,
): Docker & { readonly asked: string[] } {
  const run = fakeRun(answers);
  const docker: Docker = (args, options) => run(args, options);
  return Object.assign(docker, { asked: run.asked });
}

function resultOf({ stdout = '', exitCode = 0, tail }: FakeAnswer): CommandResult {
  return {
    ok: exitCode === 0,
    end: 'exited',
    exitCode,
    stdout,
    stderr: '',
    tail: tail ?? stdout.split('\n').filter((line) => line !== ''),
  };
}
