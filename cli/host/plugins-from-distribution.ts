import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findMirror } from '../../stack/images/from-registries/debian-root.ts';
import type { LinuxDistribution } from '../engine/linux-distribution.ts';
import { throwIfInterrupted } from '../failure.ts';
import { findVersion } from '../preflight/version.ts';
import { readText } from '../../system/files/read-text.ts';
import { arePluginsUsable, buildxPlugin, composePlugin, type Plugin } from './plugin-versions.ts';
import type { RunCommand } from '../../system/process/run-command.ts';

export interface DistributionPluginsOptions {
  readonly distribution: LinuxDistribution | undefined;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  readonly logFile: string;
  /** Emptied and removed again. */
  readonly workFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile?: (path: string) => string | undefined;
}

/** Where the packages are to be found. */
export interface PackagePlan {
  readonly packages: readonly string[];
  /** A source besides those that the machine has. */
  readonly source?: string;
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** The first Debian release with plugins that are new enough. Its programs run on the one before, too. */
const debianSuite = 'trixie';

/**
 * Takes Compose and Buildx out of the distribution's own packages, which are signed and ready in seconds where building
 * them takes minutes. Nothing is installed into the system: the two programs go where the docker command looks for a
 * user's plugins. Says whether they can be used; if not, nothing is left behind.
 */
export async function pluginsFromDistribution(options: DistributionPluginsOptions): Promise<boolean> {
  const { signal, workFolder, onProgress } = options;
  const plan = planPackages(options.distribution, options.readFile ?? readText);
  if (plan === undefined) return false;
  onProgress(`fetching ${plan.packages.join(' and ')} from the distribution`);
  const placed: string[] = [];
  try {
    await rm(workFolder, { recursive: true, force: true });
    await mkdir(workFolder, { recursive: true });
    for (const program of await unpack(plan, options)) placed.push(await place(program, options.env));
    const isUsable = placed.length > 0 && (await canBeUsed(options));
    throwIfInterrupted(signal);
    if (isUsable) return true;
  } catch (error) {
    if (signal.aborted) throw error;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  for (const path of placed) await rm(path, { force: true });
  return false;
}

/** Decides which packages of which source to take; `undefined` where there are none. */
export function planPackages(
  distribution: LinuxDistribution | undefined,
  readFile: (path: string) => string | undefined,
): PackagePlan | undefined {
  if (distribution?.id === 'ubuntu') return { packages: ['docker-compose-v2', 'docker-buildx'] };
  if (distribution?.id !== 'debian' || readFile(keyring) === undefined) return undefined;
  const lists = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'];
  const mirror = lists.map((path) => findMirror(readFile(path) ?? '')).find((found) => found !== undefined);
  if (mirror === undefined) return undefined;
  return {
    packages: ['docker-compose', 'docker-buildx'],
    source: `deb [signed-by=${keyring}] ${mirror} ${debianSuite} main\n`,
  };
}

/** Downloads the packages and gives back the paths of the programs in them. */
async function unpack(plan: PackagePlan, options: DistributionPluginsOptions): Promise<string[]> {
  const { run, signal, logFile, workFolder } = options;
  const step = async (argv: readonly string[]) => {
    const result = await run(argv, { signal, logFile, cwd: workFolder, timeoutMs: 120_000 });
    throwIfInterrupted(signal);
    return result.ok;
  };
  const own = plan.source === undefined ? [] : await writeSource(plan.source, workFolder);
  if (own.length > 0 && !(await step(['apt-get', ...own, 'update']))) return [];
  if (!(await step(['apt-get', ...own, 'download', ...plan.packages]))) return [];
  const root = join(workFolder, 'root');
  for (const file of (await readdir(workFolder)).filter((name) => name.endsWith('.deb'))) {
    if (!(await step(['dpkg-deb', '--extract', join(workFolder, file), root]))) return [];
  }
  const folders = ['usr/libexec/docker/cli-plugins', 'usr/lib/docker/cli-plugins'].map((path) =>
    join(root, path),
  );
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder).catch(() => [])).map((name) => join(folder, name))),
  );
  return found.flat();
}

/** Lets apt work with a source of our own, apart from everything that it knows of this machine. */
async function writeSource(source: string, workFolder: string): Promise<string[]> {
  const [list, state, cache] = ['sources.list', 'lists', 'cache'].map((name) => join(workFolder, name));
  await writeFile(list ?? '', source);
  await mkdir(join(state ?? '', 'partial'), { recursive: true });
  await mkdir(join(cache ?? '', 'archives', 'partial'), { recursive: true });
  const settings = {
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': state,
    'Dir::Cache': cache,
    'Acquire::Languages': 'none',
    // Otherwise apt changes to a user who may not read a home folder.
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** Puts a plugin where the docker command finds it; another process never sees half of it. */
async function place(program: string, env: DistributionPluginsOptions['env']): Promise<string> {
  const folder = join(env['DOCKER_CONFIG'] || join(homedir(), '.docker'), 'cli-plugins');
  await mkdir(folder, { recursive: true });
  const target = join(folder, program.slice(program.lastIndexOf('/') + 1));
  const part = `${target}.${process.pid}.part`;
  await copyFile(program, part);
  await chmod(part, 0o755);
  await rename(part, target);
  return target;
}

async function canBeUsed({ run, signal }: DistributionPluginsOptions): Promise<boolean> {
  const versionOf = async ({ command }: Plugin) => {
    const result = await run(['docker', ...command], { signal, timeoutMs: 20_000 });
    return result.ok ? findVersion(result.stdout) : undefined;
  };
  return arePluginsUsable(await versionOf(composePlugin), await versionOf(buildxPlugin));
}
