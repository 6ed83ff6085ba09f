import { stopBackground } from '../background/stop.ts';
import type { Command } from '../arguments/command.ts';
import { readEngineState } from '../engine/require-engine.ts';
import { exitCodes, Failure, throwIfInterrupted } from '../failure.ts';
import { confirm } from '../host/ask.ts';
import { createCompose } from '../host/compose.ts';
import { createDocker } from '../host/docker.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { lockHolder } from '../../system/process/process-lock.ts';
import { connectApi } from '../platform/api.ts';
import { progressOption, reporting } from '../progress/report.ts';
import { mayRemoveVolumes } from '../stop/may-remove-volumes.ts';
import { stopPlatform } from '../stop/stop-platform.ts';

/** `dsp stop`: ends faults, traffic and background work, then the containers; keeps the data unless told otherwise. */
export const stop: Command = {
  name: 'stop',
  summary: 'Stop the platform; recorded data is kept.',
  options: {
    volumes: { type: 'boolean', description: 'Also remove the recorded data, after a confirmation.' },
    yes: { type: 'boolean', description: 'Do not ask.' },
    ...progressOption,
  },
  run: reporting(async (input, { root, env, signal, terminal }, report) => {
    const starting = lockHolder(stateFiles(root).startLock);
    if (starting) {
      throw new Failure(`"npm start" is at work (process ${starting.pid}).`, {
        remedy: 'End it by Ctrl-C there, then stop the platform.',
      });
    }
    const removeVolumes = input.flags.has('volumes');
    if (removeVolumes) {
      const mayRemove = await mayRemoveVolumes({
        yes: input.flags.has('yes'),
        isTty: terminal.isTty && process.stdin.isTTY,
        ask: (question) => confirm(question, signal),
      });
      throwIfInterrupted(signal);
      if (!mayRemove) {
        terminal.print('Nothing was changed.');
        return exitCodes.ok;
      }
    }
    const docker = createDocker();
    const { state, failure } = await readEngineState(docker);
    if (failure) {
      await stopBackground(root);
      const isOff = state.kind === 'not-installed' || state.kind === 'not-running';
      if (!isOff || removeVolumes) throw failure;
      terminal.print(`Nothing of the platform runs. ${state.finding}`);
      report.end({ type: 'outcome', outcome: 'stopped', isDataRemoved: false }, () => undefined);
      return exitCodes.ok;
    }
    await stopPlatform({
      api: connectApi(env, { timeoutMs: 60_000 }),
      docker,
      compose: createCompose(docker, root),
      steps: report.steps({ isInterrupted: () => signal.aborted, now: () => performance.now() }),
      signal,
      removeVolumes,
      stopBackground: () => stopBackground(root),
    });
    report.end({ type: 'outcome', outcome: 'stopped', isDataRemoved: removeVolumes }, () => {
      terminal.print('');
      terminal.print(
        removeVolumes
          ? 'Stopped; the data is removed.'
          : 'Stopped. The recorded data is kept; npm start goes on with it.',
      );
    });
    return exitCodes.ok;
  }),
};
