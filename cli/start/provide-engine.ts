import { join } from 'node:path';
import { canProvideEngine, engineRemedy, type MachineFacts } from '../engine/engine-remedy.ts';
import { judgeEngine, type EngineFacts } from '../engine/engine-state.ts';
import { installEngine } from '../engine/install-engine.ts';
import { findEngineProgram } from '../engine/read-engine.ts';
import { startEngine } from '../engine/start-engine.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Answering } from '../host/ask.ts';
import { hasCommand } from '../host/machine.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import type { Step } from '../print/steps.ts';

export interface ProvideEngineOptions {
  readonly facts: EngineFacts;
  readonly machine: MachineFacts;
  readonly means: EngineMeans;
  readonly step: Step;
  readonly signal: AbortSignal;
  readonly answering: Answering;
  readonly ask: (question: string) => Promise<boolean>;
}

/** How an engine is installed and started. */
export interface EngineMeans {
  readonly install: (onLine: (line: string) => void) => Promise<void>;
  /** Says how it was started. */
  readonly start: () => Promise<string>;
}

/** Makes an engine answer: starts the one that is installed, or installs it first where that is ours to do. */
export async function provideEngine(options: ProvideEngineOptions): Promise<void> {
  const { facts, machine, means, step, signal, answering } = options;
  const state = judgeEngine(facts);
  const possible = canProvideEngine(state, machine);
  const remedy = engineRemedy(state, facts, machine);
  if (possible === undefined || (possible === 'install' && answering === 'never')) {
    throw new Failure(state.finding, { remedy });
  }
  if (possible === 'install') {
    const isAllowed = await mayInstall(options);
    throwIfInterrupted(signal);
    if (!isAllowed) {
      throw new Failure(state.finding, {
        remedy: `${remedy ?? ''} Or let npm start do it: npm start -- --yes.`.trim(),
      });
    }
    const item = step.item('docker.io');
    item.update('installing');
    await means.install((line) => item.update('installing', line)).finally(() => item.end());
    throwIfInterrupted(signal);
  }
  const how = await means.start();
  step.note(possible === 'install' ? `installed; ${how}` : how);
}

async function mayInstall({ machine, answering, ask }: ProvideEngineOptions): Promise<boolean> {
  const name = machine.distribution?.name ?? 'the distribution';
  const question = `Docker is not installed. Install it from the packages of ${name} (docker.io)?`;
  return answering === 'yes' || (answering === 'ask' && (await ask(question)));
}

/** The means of this machine. */
export function meansOfThisMachine(options: {
  readonly facts: EngineFacts;
  readonly machine: MachineFacts;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly logFolder: string;
}): EngineMeans {
  const { facts, machine, run, signal, logFolder } = options;
  return {
    install: (onLine) => {
      const logFile = join(logFolder, 'install-docker.log');
      return installEngine({ run, signal, logFile, onLine, hasCommand });
    },
    start: async () => {
      const program = findEngineProgram();
      if (program === undefined) throw new Failure('Docker is installed, but dockerd cannot be found.');
      const { endpoint } = facts;
      return startEngine({ endpoint, run, signal, hasSystemd: machine.hasSystemd, program, logFolder });
    },
  };
}
