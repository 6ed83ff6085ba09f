import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { readText } from '../../system/files/read-text.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import { describeEndpoint, type EngineEndpoint } from './endpoint.ts';
import { pingEndpoint } from './ping-endpoint.ts';

export interface StartEngineOptions {
  readonly endpoint: EngineEndpoint;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly hasSystemd: boolean;
  /** The path of dockerd. */
  readonly program: string;
  /** Where the log goes when /var/log cannot be written. */
  readonly logFolder: string;
}

const answerTimeoutMs = 60_000;

/** Starts the installed engine as root and waits until it answers. Says how it was started. */
export async function startEngine(options: StartEngineOptions): Promise<string> {
  const { run, signal, endpoint } = options;
  if ((await pingEndpoint(endpoint)).answer === 'engine') return 'it answers already';
  if (options.hasSystemd) {
    const started = await run(['systemctl', 'start', 'docker'], { signal, timeoutMs: answerTimeoutMs });
    if (started.ok) {
      await waitForAnswer(endpoint, signal, () => undefined, 'journalctl -u docker');
      return 'started by systemd';
    }
    throwIfInterrupted(signal);
  }
  removeStalePidFile('/var/run/docker.pid');
  const { logFile, hasEnded } = spawnDaemon(options);
  await waitForAnswer(endpoint, signal, hasEnded, logFile);
  return `started in the background, its log is ${logFile}`;
}

/** Starts dockerd in a session of its own, so that it outlives this process and its terminal. */
function spawnDaemon({ program, logFolder }: StartEngineOptions) {
  const { descriptor, logFile } = openLog(
    ['/var/log/dockerd.log', join(logFolder, 'dockerd.log')],
    logFolder,
  );
  const child = spawn(program, [], { detached: true, stdio: ['ignore', descriptor, descriptor] });
  closeSync(descriptor);
  let end: string | undefined;
  child.once('error', (error) => (end = error.message));
  child.once('exit', (code, signal) => (end = signal ?? `exit code ${code}`));
  child.unref();
  return { logFile, hasEnded: () => end };
}

function openLog(paths: readonly string[], folder: string): { descriptor: number; logFile: string } {
  mkdirSync(folder, { recursive: true });
  for (const logFile of paths) {
    try {
      return { descriptor: openSync(logFile, 'a'), logFile };
    } catch {
      // The next place is tried.
    }
  }
  throw new Failure(`The log of dockerd cannot be written to ${paths.join(' or ')}.`);
}

async function waitForAnswer(
  endpoint: EngineEndpoint,
  signal: AbortSignal,
  hasEnded: () => string | undefined,
  log: string,
): Promise<void> {
  const deadline = Date.now() + answerTimeoutMs;
  while (Date.now() < deadline) {
    throwIfInterrupted(signal);
    if ((await pingEndpoint(endpoint, { timeoutMs: 2_000 })).answer === 'engine') return;
    const end = hasEnded();
    if (end !== undefined) throw daemonFailure(`dockerd ended at once (${end}).`, log);
    await sleep(200);
  }
  throw daemonFailure(`dockerd does not answer at ${describeEndpoint(endpoint)} after 60 s.`, log);
}

function daemonFailure(message: string, log: string): Failure {
  const tail = (readText(log) ?? '').trimEnd().split('\n').slice(-6);
  return new Failure(message, {
    remedy: `Read its log: ${log}. In a container it needs --privileged; on a real machine, iptables and cgroups.`,
    details: tail.filter((line) => line !== ''),
    logFile: log.startsWith('/') ? log : undefined,
  });
}

/**
 * After a hard stop of the machine the file may name a process number that something else has now, and dockerd
 * would refuse to start.
 */
function removeStalePidFile(path: string): void {
  const pid = readText(path)?.trim();
  if (pid === undefined || pid === '') return;
  let name: string;
  try {
    name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return; // Nobody has that number: dockerd itself replaces the file.
  }
  if (name !== 'dockerd') rmSync(path, { force: true });
}
