import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where the engine is looked for, and what says so. */
export interface EngineEndpoint {
  /** Such as `unix:///var/run/docker.sock`. */
  readonly address: string;
  readonly from: 'DOCKER_HOST' | 'context' | 'default';
  readonly context?: string;
  /** The engine wants TLS, which only the docker command speaks here. */
  readonly tls?: boolean;
  /** A context that is named but not defined: the docker command would refuse to work. */
  readonly missingContext?: string;
}

export interface EndpointSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** The file's text, or `undefined` when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
}

/** Finds the endpoint by the rules of the docker command: DOCKER_HOST, DOCKER_CONTEXT, configured context, default. */
export function findEndpoint(sources: EndpointSources): EngineEndpoint {
  const { env, platform } = sources;
  const fallback = platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
  if (env['DOCKER_HOST']) {
    const tls = Boolean(env['DOCKER_TLS_VERIFY']);
    return { address: env['DOCKER_HOST'], from: 'DOCKER_HOST', ...(tls ? { tls } : {}) };
  }
  const folder = env['DOCKER_CONFIG'] ?? join(sources.homeFolder, '.docker');
  const context = env['DOCKER_CONTEXT'] ?? configuredContext(sources.readFile(join(folder, 'config.json')));
  if (context === undefined || context === '' || context === 'default')
    return { address: fallback, from: 'default' };
  const id = createHash('sha256').update(context).digest('hex');
  const address = contextAddress(sources.readFile(join(folder, 'contexts', 'meta', id, 'meta.json')));
  return address === undefined
    ? { address: fallback, from: 'context', context, missingContext: context }
    : { address, from: 'context', context };
}

/** The path of a unix socket, or `undefined` for any other kind of endpoint. */
export function socketPath(endpoint: EngineEndpoint): string | undefined {
  return endpoint.address.startsWith('unix://') ? endpoint.address.slice('unix://'.length) : undefined;
}

/** Whether the engine is on another machine, where neither our files nor our loopback addresses are. */
export function isRemote(endpoint: EngineEndpoint): boolean {
  if (/^(unix|npipe):/.test(endpoint.address)) return false;
  return !/^[a-z]+:\/\/([^@/]*@)?(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(endpoint.address);
}

/** The endpoint in words, with what chose it. */
export function describeEndpoint(endpoint: EngineEndpoint): string {
  if (endpoint.from === 'DOCKER_HOST') return `${endpoint.address} (from DOCKER_HOST)`;
  return endpoint.from === 'context'
    ? `${endpoint.address} (context "${endpoint.context}")`
    : endpoint.address;
}

function configuredContext(text: string | undefined): string | undefined {
  const value = parse(text)?.['currentContext'];
  return typeof value === 'string' ? value : undefined;
}

function contextAddress(text: string | undefined): string | undefined {
  const endpoints = parse(text)?.['Endpoints'] as { docker?: { Host?: unknown } } | undefined;
  const host = endpoints?.docker?.Host;
  return typeof host === 'string' && host !== '' ? host : undefined;
}

function parse(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
