import { compareVersions } from '../preflight/version.ts';

/** A plugin of the docker command that the platform needs. */
export interface Plugin {
  readonly id: 'compose' | 'buildx';
  readonly title: string;
  /** Asks it for its version. */
  readonly command: readonly string[];
  readonly why: string;
}

export const composePlugin: Plugin = {
  id: 'compose',
  title: 'Docker Compose',
  command: ['compose', 'version', '--short'],
  why: "it includes the platform's Compose files",
};

export const buildxPlugin: Plugin = {
  id: 'buildx',
  title: 'Docker Buildx',
  command: ['buildx', 'version'],
  why: 'Compose builds images with it',
};

/** The oldest Compose that can include one file in another as ours do. */
export const oldestCompose = '2.24.0';

/** The oldest Buildx that goes with a Compose: newer ones build by `bake`, and refuse to do so with an older Buildx. */
export function oldestBuildx(composeVersion: string | undefined): string {
  const buildsByBake = composeVersion === undefined || compareVersions(composeVersion, '2.30.0') >= 0;
  return buildsByBake ? '0.17.0' : '0.10.0';
}

/** Whether a pair of plugins does. */
export function arePluginsUsable(compose: string | undefined, buildx: string | undefined): boolean {
  if (compose === undefined || buildx === undefined) return false;
  return compareVersions(compose, oldestCompose) >= 0 && compareVersions(buildx, oldestBuildx(compose)) >= 0;
}
