import { stateFiles } from '../../system/files/folders.ts';
import { readJsonFile, writeJsonFile } from '../../system/files/json-file.ts';
import { isRunning, type ProcessMark } from '../../system/process/process-lock.ts';

/** One image that is made available, and its part started, while the platform already runs. */
export interface BackgroundPart {
  readonly name: string;
  readonly state: 'waiting' | 'pulling' | 'building' | 'starting' | 'ready' | 'failed' | 'left-out';
  readonly detail: string;
}

/** What the background process leaves in `.dsp/background.json` for `status`, `stop` and the next `start`. */
export interface BackgroundState {
  readonly process: ProcessMark;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly state: 'running' | 'finished' | 'failed' | 'stopped';
  readonly parts: readonly BackgroundPart[];
  readonly logFile: string;
}

/** The last background work, with `stopped` in place of `running` when its process is gone. */
export function readBackground(root: string): BackgroundState | undefined {
  const state = readJsonFile(stateFiles(root).background) as BackgroundState | undefined;
  if (state?.process?.pid === undefined) return undefined;
  return state.state === 'running' && !isRunning(state.process) ? { ...state, state: 'stopped' } : state;
}

/** Writes the state as a whole, for whoever reads it meanwhile. */
export function writeBackground(root: string, state: BackgroundState): void {
  writeJsonFile(stateFiles(root).background, state);
}

/** The background work in one line for people. */
export function backgroundLine(state: BackgroundState): string {
  const parts = state.parts.map(
    ({ name, state: is, detail }) => `${name} ${is}${detail === '' ? '' : ` (${detail})`}`,
  );
  return `${state.state}: ${parts.join(', ')}. Log: ${state.logFile}`;
}
