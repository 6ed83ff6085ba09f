import type { EngineInfo } from '../host/docker.ts';
import type { Check } from './check.ts';
import { error, ok, type Verdict } from './finding.ts';
import { compareVersions } from './version.ts';

/** The oldest engine that is tried with the platform (API 1.41, BuildKit with secrets). */
const oldestEngine = '20.10.0';

/** Whether the engine is new enough and runs Linux containers. */
export const engineVersionCheck: Check = {
  id: 'engine-version',
  title: 'Engine version',
  needsEngine: true,
  run: ({ engine }) => Promise.resolve(judgeEngineVersion(engine.info)),
};

/** Judges what the engine says of itself; `undefined`: it says nothing. */
export function judgeEngineVersion(info: EngineInfo | undefined): Verdict {
  if (info === undefined) {
    return error(
      'The engine answers, but does not describe itself.',
      'Try "docker info"; restart Docker if it hangs.',
    );
  }
  if (info.containerKind !== 'linux') {
    return error(
      `Docker runs ${info.containerKind} containers.`,
      'Switch Docker Desktop to Linux containers (menu of its icon).',
    );
  }
  if (compareVersions(info.version, oldestEngine) < 0) {
    return error(`Engine ${info.version} is too old: ${oldestEngine} or newer is needed.`, 'Update Docker.');
  }
  return ok(`${info.version} on ${info.operatingSystem}, kernel ${info.kernelVersion}.`);
}
