import type { Command, CommandContext, CommandInput } from '../arguments/command.ts';
import { startBackground } from '../background/start.ts';
import { exitCodes, Failure, type ExitCode } from '../failure.ts';
import { answering } from '../host/ask.ts';
import { createCompose } from '../host/compose.ts';
import { createDocker } from '../host/docker.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { takeLock } from '../../system/process/process-lock.ts';
import { runCommand } from '../../system/process/run-command.ts';
import { progressOption, reporting, type Report } from '../progress/report.ts';
import { dependencyStep, recordStart, type LastStart } from '../start/last-start.ts';
import { noProgress } from '../start/progress.ts';
import { startPlatform } from '../start/start-platform.ts';
import { printWelcome, startedLine } from '../start/welcome.ts';

/** `dsp start`: from nothing to live traffic, metrics and traces. */
export const start: Command = {
  name: 'start',
  summary: 'Start the platform with the demonstration and live traffic.',
  description: [
    'Installs what is missing where it can, pulls or builds the images, starts the containers, and waits until',
    'the first request is seen in metrics and traces. Running it again is harmless and quick.',
  ],
  options: {
    yes: { type: 'boolean', description: 'Do not ask before installing Docker.' },
    'no-traffic': { type: 'boolean', description: 'Start no traffic.' },
    ...progressOption,
  },
  run: reporting(async (input, context, report) => {
    const taken = takeLock(stateFiles(context.root).startLock);
    if ('holder' in taken) {
      throw new Failure(`"npm start" is already at work (process ${taken.holder.pid}).`, {
        remedy: 'Wait for it, or end it by Ctrl-C there.',
      });
    }
    try {
      return await runStart(input, context, report);
    } finally {
      taken.lock.release();
    }
  }),
};

async function runStart(
  input: CommandInput,
  { root, env, signal, terminal }: CommandContext,
  report: Report,
): Promise<ExitCode> {
  const dependencies = dependencyStep(root, performance.timeOrigin);
  const earlierMs = (dependencies?.seconds ?? 0) * 1000;
  const startedAt = new Date(performance.timeOrigin - earlierMs);
  const steps = report.steps({
    isInterrupted: () => signal.aborted,
    now: () => performance.now() + earlierMs,
    earlier: dependencies ? [dependencies] : [],
  });
  const docker = createDocker();
  const progress = noProgress();
  const record = (outcome: LastStart['outcome']) =>
    recordStart(root, {
      startedAt,
      outcome,
      seconds: steps.elapsedSeconds(),
      steps: steps.records(),
      progress,
    });
  try {
    await startPlatform(
      {
        ...{ root, env, signal, terminal, steps, docker },
        run: runCommand,
        compose: createCompose(docker, root),
        logFolder: stateFiles(root).logs,
        answering: report.isForProgram
          ? 'never'
          : answering({
              yes: input.flags.has('yes'),
              isTty: terminal.isTty && process.stdin.isTTY,
              env,
            }),
        wantsTraffic: !input.flags.has('no-traffic'),
      },
      progress,
    );
  } catch (error) {
    record(signal.aborted ? 'interrupted' : 'failed');
    if (signal.aborted && progress.isUp)
      terminal.print('The containers keep running; npm run stop ends them.');
    throw error;
  }
  const isInBackground = startBackground(root, {
    images: progress.later.map(({ name }) => name),
    services: progress.laterServices.map(({ name }) => name),
  });
  record(progress.isLive ? 'live' : 'up');
  const welcome = { terminal, progress, steps, env, isInBackground };
  report.end(startedLine(welcome), () => printWelcome(welcome));
  return exitCodes.ok;
}
