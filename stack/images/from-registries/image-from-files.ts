import { join } from 'node:path';
import type { BuildTarget } from './recipe.ts';
import type { Workshop } from './workshop.ts';

/** What an image says about running it; the fields are those of a Dockerfile. */
export interface ImageConfig {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
  readonly volumes?: readonly string[];
}

/** A path in the image that is not simply root's and readable by all. */
export interface SpecialPath {
  /** Relative to the image's root. */
  readonly path: string;
  /** `uid:gid`. */
  readonly owner?: string;
  /** As chmod takes it. */
  readonly mode?: string;
}

export interface ImageFiles {
  /** A directory laid out as the image's root. Everything in it becomes root's, with normal modes. */
  readonly directory: string;
  readonly special?: readonly SpecialPath[];
  /** An image of the engine whose files come first. Its settings do not carry over. */
  readonly base?: string;
  readonly config: ImageConfig;
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Makes an image from a directory, by `docker import`: no builder, no container that runs, and nothing of this
 * machine's environment (proxies, certificates) can slip into it.
 */
export async function imageFromFiles(workshop: Workshop, target: BuildTarget, files: ImageFiles) {
  const archive = join(workshop.buildDirectory, 'image.tar');
  workshop.say('packing');
  for (const argv of tarCommands(archive, files)) await workshop.run(argv);
  if (files.base) await putOnBase(workshop, files.base, archive);
  await importArchive(workshop, target, archive, files.config);
}

/** Replaces an archive by one that holds all files of the base with those of the archive on top. */
async function putOnBase(workshop: Workshop, base: string, archive: string) {
  workshop.say(`putting the files on ${base}`);
  await withContainer(workshop, base, async (container) => {
    await workshop.run(['sh', '-c', 'docker cp - "$1:/" < "$2"', 'sh', container, archive]);
    await workshop.run(['docker', 'export', '--output', archive, container]);
  });
}

/** Gives a container of the image that never runs and is gone afterwards: the engine's way to an image's files. */
export async function withContainer(
  workshop: Workshop,
  image: string,
  use: (container: string) => Promise<void>,
) {
  const container = `dsp-files-${process.pid}-${Date.now()}`;
  await workshop.run(['docker', 'create', '--name', container, image, 'true']);
  try {
    await use(container);
  } finally {
    await workshop.cleanUp(['docker', 'rm', '--force', container]);
  }
}

/** Makes an image from an archive of its whole root. */
export async function importArchive(
  workshop: Workshop,
  target: BuildTarget,
  archive: string,
  config: ImageConfig,
) {
  workshop.say('importing into the engine');
  const changes = importChanges(config, target.labels).flatMap((change) => ['--change', change]);
  await workshop.run(['docker', 'import', ...changes, archive, target.reference]);
}

/** The tar calls that put the files into the archive: the plain ones, then each special path. */
export function tarCommands(archive: string, files: ImageFiles): string[][] {
  const special = files.special ?? [];
  const tar = (action: string, owner: string, mode: string, rest: readonly string[]) => {
    const [uid = '0', gid = '0'] = owner.split(':');
    const ownership = ['--numeric-owner', `--owner=${uid}`, `--group=${gid}`, `--mode=${mode}`];
    return ['tar', action, `--file=${archive}`, ...ownership, `--directory=${files.directory}`, ...rest];
  };
  const apart = special.map(({ path }) => `--exclude=./${path}`);
  return [
    tar('--create', '0:0', 'u=rwX,go=rX', [...apart, '.']),
    ...special.map(({ path, owner = '0:0', mode = 'u=rwX,go=rX' }) =>
      tar('--append', owner, mode, [`./${path}`]),
    ),
  ];
}

/** The settings in the form that `docker import --change` takes: Dockerfile instructions. */
export function importChanges(config: ImageConfig, labels: Readonly<Record<string, string>>): string[] {
  const environment = { PATH: defaultPath, ...config.environment };
  return [
    ...Object.entries(environment).map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`),
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
    ...(config.entrypoint ? [`ENTRYPOINT ${JSON.stringify(config.entrypoint)}`] : []),
    ...(config.command ? [`CMD ${JSON.stringify(config.command)}`] : []),
    ...(config.user ? [`USER ${config.user}`] : []),
    ...(config.workingDirectory ? [`WORKDIR ${config.workingDirectory}`] : []),
    ...(config.ports ?? []).map((port) => `EXPOSE ${port}`),
    ...(config.volumes ?? []).map((path) => `VOLUME ${path}`),
  ];
}
