import type { Command } from '../arguments/command.ts';
import { readBackground } from '../background/state.ts';
import { readEngineState } from '../engine/require-engine.ts';
import { exitCodes } from '../failure.ts';
import { createDocker, listContainers } from '../host/docker.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { lockHolder } from '../../system/process/process-lock.ts';
import { apiFailure, apiUrl, connectApi } from '../platform/api.ts';
import { statusLines } from '../status/print-status.ts';
import { readStatus } from '../status/read-status.ts';

/** `dsp status`: what runs now. */
export const status: Command = {
  name: 'status',
  summary: 'Show what runs: parts, nodes, faults, traffic, background work.',
  description: ['Exit code 1 when a part that is needed is not up.'],
  options: { json: { type: 'boolean', description: 'Print it as JSON.' } },
  run: async (input, { root, env, signal, terminal }) => {
    const docker = createDocker();
    const { failure } = await readEngineState(docker);
    if (failure) throw failure;
    const result = await readStatus({
      api: connectApi(env, { timeoutMs: 5_000 }),
      containers: await listContainers(docker, [], signal),
      background: readBackground(root),
      startingProcess: lockHolder(stateFiles(root).startLock)?.pid,
      describeError: (error) => apiFailure(error, apiUrl(env)).message,
      signal,
    });
    if (input.flags.has('json')) terminal.print(JSON.stringify(result, null, 2));
    else for (const line of statusLines(result, terminal.style)) terminal.print(line);
    return result.parts.every(({ needed, state }) => !needed || state === 'up')
      ? exitCodes.ok
      : exitCodes.failed;
  },
};
