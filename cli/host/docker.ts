import { Failure } from '../failure.ts';
import {
  runCommand,
  type CommandOptions,
  type CommandResult,
  type RunCommand,
} from '../../system/process/run-command.ts';

/** The docker command, bound to how commands are run; every call has a deadline. */
export type Docker = (args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

const defaultTimeoutMs = 20_000;

/** Makes the docker command. */
export function createDocker(run: RunCommand = runCommand): Docker {
  return (args, options = {}) => run(['docker', ...args], { timeoutMs: defaultTimeoutMs, ...options });
}

/** What `docker info` says, as far as it is used. */
export interface EngineInfo {
  readonly version: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly kernelVersion: string;
  readonly cgroupVersion: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly dataFolder: string;
  readonly isRootless: boolean;
  /** `linux`, or `windows` for an engine switched to Windows containers. */
  readonly containerKind: string;
}

/** Reads the engine's description of itself, or `undefined` when it does not answer. */
export async function readEngineInfo(docker: Docker, signal?: AbortSignal): Promise<EngineInfo | undefined> {
  const result = await docker(['info', '--format', '{{json .}}'], { signal });
  const info = result.ok ? (parseJson(result.stdout) as RawInfo | undefined) : undefined;
  // An engine that does not answer leaves everything but the client's own version empty.
  if (!info?.ServerVersion) return undefined;
  const { ServerVersion, SecurityOptions = [] } = info;
  return {
    version: ServerVersion,
    operatingSystem: info.OperatingSystem,
    architecture: info.Architecture,
    kernelVersion: info.KernelVersion,
    // Engines before 20.10 do not say; theirs is always 1.
    cgroupVersion: info.CgroupVersion ?? '1',
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
    dataFolder: info.DockerRootDir,
    containerKind: info.OSType,
    isRootless: SecurityOptions.some((option) => option.includes('rootless')),
  };
}

interface RawInfo {
  ServerVersion?: string;
  OperatingSystem: string;
  Architecture: string;
  KernelVersion: string;
  CgroupVersion?: string;
  NCPU: number;
  MemTotal: number;
  DockerRootDir: string;
  OSType: string;
  SecurityOptions?: string[];
}

/** One container of the list, with the labels that matter here. */
export interface ContainerRow {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: string;
  /** Such as `Up 3 minutes (healthy)`. */
  readonly status: string;
  readonly ports: string;
  readonly project: string;
  readonly service: string;
  readonly job: string;
}

const rowFields = [
  '{{.ID}}',
  '{{.Names}}',
  '{{.Image}}',
  '{{.State}}',
  '{{.Status}}',
  '{{.Ports}}',
  '{{.Label "com.docker.compose.project"}}',
  '{{.Label "com.docker.compose.service"}}',
  '{{.Label "dsp.job"}}',
] as const;

/** Lists containers, stopped ones too, by docker's own filters such as `label=dsp.job`. */
export async function listContainers(
  docker: Docker,
  filters: readonly string[] = [],
  signal?: AbortSignal,
): Promise<ContainerRow[]> {
  const result = await docker(
    [
      'ps',
      '--all',
      '--no-trunc',
      ...filters.flatMap((each) => ['--filter', each]),
      '--format',
      rowFields.join('\t'),
    ],
    { signal },
  );
  if (!result.ok) {
    throw new Failure('The engine did not list its containers.', {
      remedy: 'npm run doctor says what is wrong with it.',
      details: result.tail,
    });
  }
  return result.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [
        id = '',
        name = '',
        image = '',
        state = '',
        status = '',
        ports = '',
        project = '',
        service = '',
        job = '',
      ] = line.split('\t');
      return { id, name, image, state, status, ports, project, service, job };
    });
}

/** Which of these images the engine has. */
export async function imagesAtHand(
  docker: Docker,
  references: readonly string[],
  signal?: AbortSignal,
): Promise<Set<string>> {
  if (references.length === 0) return new Set();
  const result = await docker(
    ['images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', 'dangling=false'],
    { signal },
  );
  const present = new Set(result.stdout.split('\n').map((line) => line.trim()));
  return new Set(references.filter((reference) => present.has(familiarName(reference))));
}

/** The name under which `docker images` lists a reference: without the default registry and a digest. */
export function familiarName(reference: string): string {
  const name = reference.replace(/@sha256:[0-9a-f]+$/, '').replace(/^docker\.io\/(library\/)?/, '');
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
