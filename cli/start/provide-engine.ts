import { join } from 'node:path';
import { canProvideEngine, engineRemedy } from '../engine/engine-remedy.ts';
import { judgeEngine } from '../engine/engine-state.ts';
import { installEngine } from '../engine/install-engine.ts';
import { findEngineProgram, readEngineFacts } from '../engine/read-engine.ts';
import { startEngine } from '../engine/start-engine.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Answering } from '../host/ask.ts';
import type { Docker } from '../host/docker.ts';
import { hasCommand, readMachine } from '../host/machine.ts';
import type { RunCommand } from '../host/run-command.ts';
import type { Step } from '../print/steps.ts';

export interface ProvideEngineOptions {
  readonly docker: Docker;
  readonly run: RunCommand;
  readonly step: Step;
  readonly signal: AbortSignal;
  readonly logFolder: string;
  readonly answering: Answering;
  readonly ask: (question: string) => Promise<boolean>;
}

/** Makes an engine answer: starts the one that is installed, or installs it first where that is ours to do. */
export async function provideEngine(options: ProvideEngineOptions): Promise<void> {
  const { docker, step, signal } = options;
  const machine = readMachine();
  const facts = await readEngineFacts(docker);
  const state = judgeEngine(facts);
  if (state.kind === 'reachable') return;
  const means = canProvideEngine(state, machine);
  const remedy = engineRemedy(state, facts, machine);
  if (means === undefined) throw new Failure(state.finding, { remedy });
  if (means === 'install') {
    const name = machine.distribution?.name ?? 'the distribution';
    if (
      !(await consent(
        `Docker is not installed. Install it from the packages of ${name} (docker.io)?`,
        options,
      ))
    ) {
      throw new Failure(state.finding, {
        remedy: `${remedy ?? ''} Or let npm start do it: npm start -- --yes.`.trim(),
      });
    }
    const item = step.item('docker.io');
    item.update('installing');
    await installEngine({
      run: options.run,
      signal,
      logFile: join(options.logFolder, 'install-docker.log'),
      onLine: (line) => item.update('installing', line),
      hasCommand,
    }).finally(() => item.end());
  }
  throwIfInterrupted(signal);
  const program = findEngineProgram();
  if (program === undefined)
    throw new Failure('dockerd is not on this machine after the installation.', { remedy });
  const how = await startEngine({
    endpoint: facts.endpoint,
    run: options.run,
    signal,
    hasSystemd: machine.hasSystemd,
    program,
    logFolder: options.logFolder,
  });
  step.note(means === 'install' ? `installed; ${how}` : how);
}

async function consent(question: string, { answering, ask }: ProvideEngineOptions): Promise<boolean> {
  return answering === 'yes' || (answering === 'ask' && (await ask(question)));
}
