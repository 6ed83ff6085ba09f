import { join } from 'node:path';
import type { GoToolchain } from './go-toolchain.ts';
import type { Workshop } from './workshop.ts';

/** One program of a Go module. */
export interface GoProgram {
  /** Directory of the module that names all versions. */
  readonly module: string;
  /** Import path, or a path below the module that starts with `./`. */
  readonly program: string;
  readonly tags?: readonly string[];
  /** String variables that the linker sets, such as a version. */
  readonly variables?: Readonly<Record<string, string>>;
  /** `readonly`: the module's files are complete. `mod`: missing checksums may be added. */
  readonly moduleMode?: 'readonly' | 'mod';
  /** Operating system by Go's name, when it is not that of images. */
  readonly system?: string;
  readonly output: string;
}

/** Downloads what the program needs and compiles it, static and stripped, for the engine's architecture. */
export async function goBuild(workshop: Workshop, toolchain: GoToolchain, program: GoProgram): Promise<void> {
  const go = join(toolchain.root, 'bin', 'go');
  const environment = goEnvironment(workshop, toolchain, program.moduleMode ?? 'readonly');
  const env = { ...environment, ...(program.system ? { GOOS: program.system } : {}) };
  const tags = program.tags ? [`-tags=${program.tags.join(',')}`] : [];
  workshop.say('downloading Go modules');
  const packages = await workshop.run([go, 'list', '-deps', ...tags, program.program], {
    cwd: program.module,
    env,
  });
  const total = packages.trim().split('\n').length;
  workshop.say(`compiling ${total} Go packages`);
  let compiled = 0;
  await workshop.run(
    [go, 'build', '-v', ...tags, ...linking(program), '-o', program.output, program.program],
    {
      cwd: program.module,
      env,
      onLine: (line) => workshop.say(`compiling, package ${++compiled} of at most ${total}: ${line}`),
    },
  );
}

function linking(program: GoProgram): string[] {
  const variables = Object.entries(program.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ['-trimpath', '-buildvcs=false', `-ldflags=${['-s', '-w', ...variables].join(' ')}`];
}

/**
 * The caches are the checkout's own. So their size is known and they go when the checkout's `.dsp` goes, and
 * measurements do not depend on what else was ever compiled here.
 */
export function goEnvironment(
  workshop: Pick<Workshop, 'cacheDirectory' | 'architecture'>,
  toolchain: GoToolchain,
  moduleMode: 'readonly' | 'mod',
): Record<string, string> {
  return {
    GOROOT: toolchain.root,
    GOCACHE: join(workshop.cacheDirectory, 'go-build'),
    GOMODCACHE: join(workshop.cacheDirectory, 'go-mod'),
    // Writable modules, so that the cache can be deleted like any other directory.
    GOFLAGS: `-mod=${moduleMode} -modcacherw`,
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    GOOS: 'linux',
    GOARCH: workshop.architecture,
    CGO_ENABLED: '0',
  };
}
