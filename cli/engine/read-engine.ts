import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Docker } from '../host/docker.ts';
import { findCommand } from '../host/machine.ts';
import { readText } from '../../system/files/read-text.ts';
import { findEndpoint } from './endpoint.ts';
import type { EngineFacts } from './engine-state.ts';
import { pingEndpoint } from './ping-endpoint.ts';

/** Applications that contain an engine. */
const engineApplications = [
  '/Applications/Docker.app',
  '/Applications/OrbStack.app',
  'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe',
];

/** Looks for the engine of this machine; nothing is changed. */
export async function readEngineFacts(
  docker: Docker,
  options: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly signal?: AbortSignal;
  } = {},
): Promise<EngineFacts> {
  const { env = process.env, signal } = options;
  const has = (command: string) => findCommand(command, env['PATH']) !== undefined;
  const endpoint = findEndpoint({
    env,
    platform: process.platform,
    homeFolder: homedir(),
    readFile: readText,
  });
  const facts = {
    endpoint,
    ping: await pingEndpoint(endpoint, { signal }),
    hasCommand: has('docker'),
    hasEngine:
      findEngineProgram(env['PATH']) !== undefined || engineApplications.some(existsSync) || has('colima'),
  };
  if (facts.ping.answer !== 'unknown-transport' || !facts.hasCommand) return facts;
  const version = await docker(['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 15_000,
    signal,
    env: definedOnly(env),
  });
  return {
    ...facts,
    commandReached: { ok: version.ok, lastLine: version.tail.at(-1) ?? 'no answer in time.' },
  };
}

/** The path of `dockerd`, which a user's PATH may leave out. */
export function findEngineProgram(path = process.env['PATH']): string | undefined {
  return findCommand('dockerd', path) ?? ['/usr/sbin/dockerd', '/usr/local/sbin/dockerd'].find(existsSync);
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
