import type { Docker } from '../host/docker.ts';
import { readCopy } from '../platform/this-copy.ts';
import { compareVersions } from '../preflight/version.ts';
import type { StartContext } from './context.ts';

/** An image of ours under one of its names. */
interface OwnImage {
  readonly reference: string;
  readonly tag: string;
  readonly id: string;
}

/** What Compose writes on every image that it builds for this project. */
const builtByUs = 'label=com.docker.compose.project=dsp';
const namedByUs = 'reference=dsp/*';
/** A tag that is nothing but a version; others are somebody's own. */
const versionTag = /^\d+\.\d+\.\d+$/;

/** What runs now is whole, so that what earlier versions have left behind is of no more use; told in one line. */
export async function removeEarlierVersions({
  root,
  docker,
  signal,
  terminal,
}: Pick<StartContext, 'root' | 'docker' | 'signal' | 'terminal'>): Promise<void> {
  const removed = await removeOldImages(docker, readCopy(root).version, signal);
  if (removed.length > 0) terminal.print(`Removed images of earlier versions: ${removed.join(', ')}.`);
}

/**
 * Removes what earlier versions have left behind: images of ours, by name and by label, that bear an older version
 * and that no container uses, be it stopped. An image that the engine will not let go stays, and so does the image
 * itself where it has a name that stays.
 *
 * @param version The version that has just been started.
 * @returns The references of those that are gone.
 */
export async function removeOldImages(
  docker: Docker,
  version: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const isOld = ({ tag }: OwnImage): boolean => versionTag.test(tag) && compareVersions(tag, version) < 0;
  const own = await listOwnImages(docker, signal);
  const old = own.filter(isOld);
  if (old.length === 0) return [];
  // Where an update changed nothing, both versions are names of one image: then only the older name goes.
  const kept = new Set(own.filter((image) => !isOld(image)).map(({ id }) => id));
  const used = await imagesInUse(docker, signal);
  if (used === undefined) return [];
  const removed: string[] = [];
  for (const { reference } of old.filter(({ id }) => kept.has(id) || !used.has(id))) {
    const result = await docker(['image', 'rm', reference], { signal });
    if (result.ok) removed.push(reference);
  }
  return removed;
}

async function listOwnImages(docker: Docker, signal?: AbortSignal): Promise<OwnImage[]> {
  const filters = [builtByUs, namedByUs].flatMap((filter) => ['--filter', filter]);
  const format = '{{.Repository}}\t{{.Tag}}\t{{.ID}}';
  const result = await docker(['images', '--no-trunc', ...filters, '--format', format], { signal });
  if (!result.ok) return [];
  return linesOf(result.stdout).map((line) => {
    const [repository = '', tag = '', id = ''] = line.split('\t');
    return { reference: `${repository}:${tag}`, tag, id };
  });
}

/** Ids of the images of all containers; `undefined` when that cannot be known. */
async function imagesInUse(docker: Docker, signal?: AbortSignal): Promise<Set<string> | undefined> {
  const listed = await docker(['ps', '--all', '--quiet', '--no-trunc'], { signal });
  if (!listed.ok) return undefined;
  const containers = linesOf(listed.stdout);
  if (containers.length === 0) return new Set();
  const result = await docker(['inspect', '--type', 'container', '--format', '{{.Image}}', ...containers], {
    signal,
  });
  return result.ok ? new Set(linesOf(result.stdout)) : undefined;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
