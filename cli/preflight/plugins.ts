import type { MachineFacts } from '../engine/engine-remedy.ts';
import { isDebianLike } from '../engine/linux-distribution.ts';
import type { Check } from './check.ts';
import { error, ok, type Verdict } from './finding.ts';
import { compareVersions, findVersion } from './version.ts';

interface Plugin {
  readonly id: string;
  readonly title: string;
  readonly command: readonly string[];
  readonly oldest: string;
  readonly why: string;
}

const compose: Plugin = {
  id: 'compose',
  title: 'Docker Compose',
  command: ['compose', 'version', '--short'],
  oldest: '2.24.0',
  why: "it includes the platform's Compose files",
};

const buildx: Plugin = {
  id: 'buildx',
  title: 'Docker Buildx',
  command: ['buildx', 'version'],
  // Compose refuses to build with an older one.
  oldest: '0.17.0',
  why: 'Compose builds images with it',
};

/** Whether Compose is there and new enough. */
export const composeCheck = pluginCheck(compose);
/** Whether Buildx is there and new enough. */
export const buildxCheck = pluginCheck(buildx);

function pluginCheck(plugin: Plugin): Check {
  return {
    id: plugin.id,
    title: plugin.title,
    needsEngine: false,
    run: async ({ docker, signal, host }) => {
      const result = await docker(plugin.command, { signal });
      return judgePlugin(plugin, result.ok ? findVersion(result.stdout) : undefined, host.machine);
    },
  };
}

export function judgePlugin(
  plugin: Pick<Plugin, 'title' | 'oldest' | 'why'>,
  version: string | undefined,
  machine: MachineFacts,
): Verdict {
  if (version === undefined) {
    return error(`${plugin.title} is not installed; ${plugin.why}.`, pluginRemedy(machine));
  }
  if (compareVersions(version, plugin.oldest) < 0) {
    return error(
      `${plugin.title} ${version} is too old: ${plugin.oldest} or newer is needed.`,
      pluginRemedy(machine),
    );
  }
  return ok(`${version}.`);
}

function pluginRemedy(machine: MachineFacts): string {
  if (machine.platform === 'darwin') {
    return 'npm start provides it. By hand: update Docker Desktop or OrbStack, or brew install docker-compose docker-buildx.';
  }
  if (machine.platform === 'win32') return 'Update Docker Desktop, which contains it.';
  const packages = isDebianLike(machine.distribution)
    ? "packages docker-compose-plugin and docker-buildx-plugin (Docker's own) or docker-compose-v2 and docker-buildx (Ubuntu's)"
    : 'packages docker-compose and docker-buildx';
  return `npm start provides it. By hand: ${packages}.`;
}
