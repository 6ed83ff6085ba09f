import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Docker } from '../host/docker.ts';
import { findCommand, hasCommand, readText } from '../host/machine.ts';
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
export async function readEngineFacts(docker: Docker): Promise<EngineFacts> {
  const endpoint = findEndpoint({
    env: process.env,
    platform: process.platform,
    homeFolder: homedir(),
    readFile: readText,
  });
  const facts = {
    endpoint,
    ping: await pingEndpoint(endpoint),
    hasCommand: hasCommand('docker'),
    hasEngine:
      findEngineProgram() !== undefined || engineApplications.some(existsSync) || hasCommand('colima'),
  };
  if (facts.ping.answer !== 'unknown-transport' || !facts.hasCommand) return facts;
  const version = await docker(['version', '--format', '{{.Server.Version}}'], { timeoutMs: 15_000 });
  return {
    ...facts,
    commandReached: { ok: version.ok, lastLine: version.tail.at(-1) ?? 'no answer in time.' },
  };
}

/** The path of `dockerd`, which a user's PATH may leave out. */
export function findEngineProgram(): string | undefined {
  return findCommand('dockerd') ?? ['/usr/sbin/dockerd', '/usr/local/sbin/dockerd'].find(existsSync);
}
