import { chmod, copyFile, mkdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { lockBuild } from '../../stack/images/build-image.ts';
import { goBuild, goEnvironment } from '../../stack/images/from-registries/go-build.ts';
import { goToolchain, type GoToolchain } from '../../stack/images/from-registries/go-toolchain.ts';
import { scratchModule } from '../../stack/images/from-registries/scratch-module.ts';
import { openWorkshop, type Workshop } from '../../stack/images/from-registries/workshop.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { compareVersions, findVersion } from '../preflight/version.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { runCommand, type RunCommand } from '../../system/process/run-command.ts';

interface Plugin {
  readonly name: 'docker-compose' | 'docker-buildx';
  readonly question: readonly string[];
  readonly oldest: string;
  readonly module: string;
  readonly program: string;
  /** The linker variable of its version. Compose refuses to work with a Buildx that has none. */
  readonly versionVariable: string;
}

const composeModule = { path: 'github.com/docker/compose/v5', version: 'v5.1.2' } as const;

/**
 * Both are built from the module of Compose, which depends on Buildx: what they share is compiled once, and it
 * is the pair of versions that Compose's authors test.
 */
const plugins: readonly Plugin[] = [
  {
    name: 'docker-compose',
    question: ['compose', 'version', '--short'],
    oldest: '2.24.0',
    module: composeModule.path,
    program: `${composeModule.path}/cmd`,
    versionVariable: `${composeModule.path}/internal.Version`,
  },
  {
    name: 'docker-buildx',
    question: ['buildx', 'version'],
    oldest: '0.17.0',
    module: 'github.com/docker/buildx',
    program: 'github.com/docker/buildx/cmd/buildx',
    versionVariable: 'github.com/docker/buildx/version.Version',
  },
];

export interface EnsurePluginsOptions {
  readonly signal: AbortSignal;
  /** What is being done, in a few words. */
  readonly onProgress: (text: string) => void;
  readonly run?: RunCommand;
}

/**
 * Makes sure that `docker compose` and `docker buildx` work: what is missing or too old is built and put into
 * the user's own folder of plugins. Gives back the names of those that it built. Throws a `Failure`.
 */
export async function ensurePlugins(options: EnsurePluginsOptions): Promise<string[]> {
  const { signal, onProgress, run = runCommand } = options;
  const missing = await findMissing(run, signal);
  if (missing.length === 0) return [];
  const { folder, logs } = stateFiles(rootFolder);
  const logFile = join(logs, 'plugins.log');
  const lock = await lockBuild(folder, 'plugins', signal, (pid) => onProgress(`process ${pid} builds them`));
  try {
    const workshop = await openWorkshop({
      ...{ run, signal, logFile, say: onProgress, workDirectory: folder },
      name: 'plugins',
      cacheDirectory: process.env['DSP_CACHE_DIRECTORY'] ?? join(folder, 'cache'),
      inBackground: false,
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    });
    await buildPlugins(workshop, missing).finally(() => workshop.close());
  } catch (error) {
    throwIfInterrupted(signal);
    throw buildFailure(missing, error, logFile);
  } finally {
    lock.release();
  }
  const still = await findMissing(run, signal);
  if (still.length > 0) throw buildFailure(still, new Error('docker does not find what was built'), logFile);
  return missing.map(({ name }) => name);
}

async function findMissing(run: RunCommand, signal: AbortSignal): Promise<Plugin[]> {
  const versions = await Promise.all(
    plugins.map(async ({ question }) => {
      const result = await run(['docker', ...question], { signal, timeoutMs: 20_000 });
      return result.ok ? findVersion(result.stdout) : undefined;
    }),
  );
  throwIfInterrupted(signal);
  return plugins.filter(({ oldest }, index) => compareVersions(versions[index] ?? '0', oldest) < 0);
}

async function buildPlugins(workshop: Workshop, missing: readonly Plugin[]): Promise<void> {
  const toolchain = await goToolchain(workshop);
  const module = await scratchModule(workshop, toolchain, composeModule);
  const folder = join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'cli-plugins');
  await mkdir(folder, { recursive: true });
  for (const plugin of missing) {
    const { name, program, versionVariable } = plugin;
    const output = join(workshop.buildDirectory, name);
    const version = await moduleVersion(workshop, toolchain, module, plugin.module);
    await goBuild({ ...workshop, say: (detail) => workshop.say(`${name}: ${detail}`) }, toolchain, {
      ...{ module, program, output, moduleMode: 'mod', system: goSystem() },
      variables: { [versionVariable]: version },
    });
    await install(output, join(folder, process.platform === 'win32' ? `${name}.exe` : name));
  }
}

/** The version that the module of Compose has chosen. */
async function moduleVersion(
  workshop: Workshop,
  toolchain: GoToolchain,
  cwd: string,
  module: string,
): Promise<string> {
  const go = join(toolchain.root, 'bin', 'go');
  const env = goEnvironment(workshop, toolchain, 'mod');
  const answer = await workshop.run([go, 'list', '-m', '-f', '{{.Version}}', module], { cwd, env });
  return answer.trim();
}

/** Puts a program in its place at once, so that nobody ever starts half of it. */
async function install(from: string, to: string): Promise<void> {
  const part = `${to}.${process.pid}.part`;
  await copyFile(from, part);
  await chmod(part, 0o755);
  await rename(part, to);
}

function goSystem(): string {
  return process.platform === 'win32' ? 'windows' : process.platform;
}

function buildFailure(missing: readonly Plugin[], error: unknown, logFile: string): Failure {
  const names = missing.map(({ name }) => name).join(' and ');
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(`${names} could not be built: ${reason}`, {
    remedy: `Install them by hand (npm run doctor says how), or run this again. The whole log: ${logFile}`,
    logFile,
  });
}
