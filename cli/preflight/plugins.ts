import type { MachineFacts } from '../engine/engine-remedy.ts';
import { isDebianLike } from '../engine/linux-distribution.ts';
import {
  buildxPlugin,
  composePlugin,
  oldestBuildx,
  oldestCompose,
  type Plugin,
} from '../host/plugin-versions.ts';
import type { Check, CheckContext } from './check.ts';
import { error, ok, type Verdict } from './finding.ts';
import { compareVersions, findVersion } from './version.ts';

/** Whether Compose is there and new enough. */
export const composeCheck = pluginCheck(composePlugin, () => Promise.resolve(oldestCompose));

/** Whether Buildx is there and new enough for the Compose that is there. */
export const buildxCheck = pluginCheck(buildxPlugin, async (context) =>
  oldestBuildx(await versionOf(composePlugin, context)),
);

function pluginCheck(plugin: Plugin, oldest: (context: CheckContext) => Promise<string>): Check {
  return {
    id: plugin.id,
    title: plugin.title,
    needsEngine: false,
    run: async (context) => {
      const [version, least] = await Promise.all([versionOf(plugin, context), oldest(context)]);
      return judgePlugin(plugin, version, least, context.host.machine);
    },
  };
}

async function versionOf({ command }: Plugin, { docker, signal }: CheckContext): Promise<string | undefined> {
  const result = await docker(command, { signal });
  return result.ok ? findVersion(result.stdout) : undefined;
}

/** Judges a plugin's version against the oldest one that does; `undefined`: it is not there. */
export function judgePlugin(
  { title, why }: Pick<Plugin, 'title' | 'why'>,
  version: string | undefined,
  oldest: string,
  machine: MachineFacts,
): Verdict {
  if (version === undefined) return error(`${title} is not installed; ${why}.`, pluginRemedy(machine));
  if (compareVersions(version, oldest) < 0) {
    return error(`${title} ${version} is too old: ${oldest} or newer is needed.`, pluginRemedy(machine));
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
