import type { CheckedLine, StartedLine, StoppedLine } from '../../contract/platform-progress.ts';
import { runCli, type CliOptions, type RunResult } from './run-cli.ts';

/** What the commands share; see `CliOptions`. */
export type RunOptions = Omit<CliOptions, 'command' | 'arguments'>;

/**
 * Brings the installed platform up: images, containers, health, and the demonstration's traffic unless told
 * otherwise. Installs no Docker. Doing it again is harmless and quick.
 */
export function startPlatform(
  options: RunOptions & { readonly wantsTraffic?: boolean },
): Promise<RunResult<StartedLine>> {
  const more = options.wantsTraffic === false ? ['--no-traffic'] : [];
  return runCli<StartedLine>({ ...options, command: 'start', arguments: more }, 'started');
}

/** Ends faults and traffic, then removes the containers. The recorded data goes only with `removeData`. */
export function stopPlatform(
  options: RunOptions & { readonly removeData: boolean },
): Promise<RunResult<StoppedLine>> {
  const more = options.removeData ? ['--volumes', '--yes'] : [];
  return runCli<StoppedLine>({ ...options, command: 'stop', arguments: more }, 'stopped');
}

/** Checks this machine; each finding comes as progress, with its remedy. Changes nothing. */
export function runDoctor(options: RunOptions): Promise<RunResult<CheckedLine>> {
  return runCli<CheckedLine>({ ...options, command: 'doctor', arguments: [] }, 'checked');
}
