import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCommand } from './debian-packages.ts';
import { importArchive, type ImageConfig } from './image-from-files.ts';
import type { BuildTarget } from './recipe.ts';
import type { Workshop } from './workshop.ts';

export interface DebianRoot {
  readonly suite: string;
  /** Packages besides the required ones. */
  readonly packages: readonly string[];
  readonly config: ImageConfig;
  /** Last changes to the root before it is packed. */
  readonly finish?: (root: string) => Promise<void>;
}

/** What the official "slim" images leave out, and what would tell of this machine. */
const leftOut = [
  'dev/*',
  'etc/hostname',
  'etc/resolv.conf',
  'usr/share/doc/*',
  'usr/share/info/*',
  'usr/share/locale/*',
  'usr/share/man/*',
  'var/cache/apt/*',
  'var/cache/debconf/*-old',
  'var/lib/apt/lists/*',
  'var/log/*',
  'tmp/*',
];

/** Makes an image of a minimal Debian, installed by debootstrap from the machine's own mirror. */
export async function debianRootImage(workshop: Workshop, target: BuildTarget, debian: DebianRoot) {
  if (!workshop.isRoot) {
    throw new Error(
      'Only root can install a Debian into a directory. Run this once with sudo, or pull the image.',
    );
  }
  await ensureCommand(workshop, 'debootstrap', 'debootstrap');
  const root = join(workshop.buildDirectory, 'root');
  const archive = join(workshop.buildDirectory, 'image.tar');
  const mirror = await configuredMirror();
  workshop.say('installing the packages');
  await workshop.run(
    [
      // What it mounts in the root must never be seen from outside, where an interrupted build is deleted.
      'unshare',
      '--mount',
      'debootstrap',
      '--variant=minbase',
      `--include=${debian.packages.join(',')}`,
      debian.suite,
      root,
      ...(mirror ? [mirror] : []),
    ],
    { onLine: (line) => workshop.say(line.replace(/^I: /, '')) },
  );
  await writeFile(join(root, 'etc/machine-id'), '');
  await debian.finish?.(root);
  workshop.say('packing');
  const excluded = leftOut.map((path) => `--exclude=./${path}`);
  await workshop.run([
    'tar',
    '--create',
    `--file=${archive}`,
    '--numeric-owner',
    ...excluded,
    `--directory=${root}`,
    '.',
  ]);
  await rm(root, { recursive: true });
  await importArchive(workshop, target, archive, debian.config);
}

/** The mirror that this machine's apt uses, where it is a Debian; otherwise debootstrap's own default is taken. */
async function configuredMirror(): Promise<string | undefined> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '');
  if (!/^ID=debian$/m.test(await read('/etc/os-release'))) return undefined;
  const files = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'];
  for (const file of files) {
    const mirror = findMirror(await read(file));
    if (mirror) return mirror;
  }
  return undefined;
}

/** The first main mirror in a list of apt sources, of the old form (`deb URL …`) or the new (`URIs: URL`). */
export function findMirror(sources: string): string | undefined {
  const lines = sources.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const addresses = lines.flatMap((line) => {
    const address = /^\s*(?:deb\s+(?:\[[^\]]*\]\s+)?|URIs:\s*)(https?:\S+)/.exec(line)?.[1];
    return address === undefined ? [] : [address];
  });
  return addresses.find((address) => /\/debian\/?$/.test(address));
}
