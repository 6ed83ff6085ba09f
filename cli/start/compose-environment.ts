import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { socketPath, type EngineEndpoint } from '../engine/endpoint.ts';
import { chooseCaBundle } from '../host/ca-bundle.ts';
import { formatEnvFile } from '../host/env-file.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { writeTextFile } from '../../system/files/json-file.ts';
import { readText } from '../../system/files/read-text.ts';
import { readCopy, type PlatformCopy } from '../platform/this-copy.ts';

/** What the Compose files have to be told of this machine. */
export interface ComposeFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The bundle of certificate authorities for image builds. */
  readonly caFile: string | undefined;
  readonly endpoint: EngineEndpoint;
  /** The engine runs on this very kernel: paths and group ids are the same inside and outside. */
  readonly isNative: boolean;
  readonly isRootless: boolean;
  /** Group of the engine's socket, if there is a socket. */
  readonly socketGroup: number | undefined;
  readonly tempo: TempoChoice | undefined;
  /** The version of our own images, and how that of the Platform API is built. */
  readonly copy: PlatformCopy;
}

/** The Tempo that is at hand, when it is not the one that the Compose file names. */
export interface TempoChoice {
  readonly image: string;
  readonly config: string;
}

const defaultSocket = '/var/run/docker.sock';
/** The user of the Platform API's image; only the group changes with the machine. */
const apiUser = 1000;

/** The environment of the Compose files. What the user has set wins, and stays the user's. */
export function composeEnvironment(facts: ComposeFacts): Record<string, string> {
  const { env, caFile, endpoint, isNative, isRootless, socketGroup, tempo, copy } = facts;
  const chosen: Record<string, string | undefined> = {
    DSP_VERSION: copy.version,
    DSP_BUILD: copy.build,
    DSP_API_DOCKERFILE: copy.apiDockerfile,
    DSP_CA_FILE: caFile,
  };
  if (isNative) {
    const socket = socketPath(endpoint);
    if (socket !== undefined && socket !== defaultSocket) chosen['DSP_DOCKER_SOCKET'] = socket;
    // Root inside a rootless engine is the user outside, who owns the socket; another user would be locked out.
    if (!isRootless && socketGroup !== undefined && socketGroup !== 0) {
      chosen['DSP_API_USER'] = `${apiUser}:${socketGroup}`;
    }
  }
  if (tempo) {
    chosen['DSP_TEMPO_IMAGE'] = tempo.image;
    chosen['DSP_TEMPO_CONFIG'] = tempo.config;
  }
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(chosen)) {
    const used = env[name] || value;
    if (used !== undefined) result[name] = used;
  }
  return result;
}

/** Writes the environment to one file, so that `stop`, `status` and background work see the same. */
export function writeComposeEnvironment(
  root: string,
  facts: Omit<ComposeFacts, 'caFile' | 'socketGroup' | 'copy'>,
): void {
  const socket = socketPath(facts.endpoint);
  const values = composeEnvironment({
    ...facts,
    caFile: caFileFor(root, facts.env),
    copy: readCopy(root),
    socketGroup: socket === undefined ? undefined : groupOf(socket),
  });
  writeTextFile(
    stateFiles(root).composeEnvironment,
    formatEnvFile(
      values,
      'Written by npm start for this machine. Your own settings belong into .env beside compose.yaml.',
    ),
  );
}

function caFileFor(root: string, env: ComposeFacts['env']): string | undefined {
  const bundle = chooseCaBundle(env, readText);
  if (bundle.kind === 'none') return undefined;
  if (bundle.kind === 'file') return bundle.path;
  const path = stateFiles(root).caBundle;
  mkdirSync(dirname(path), { recursive: true });
  writeTextFile(path, bundle.text);
  return path;
}

function groupOf(path: string): number | undefined {
  try {
    return statSync(path).gid;
  } catch {
    return undefined;
  }
}
