import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually.ts';

const run = promisify(execFile);
const prefix = 'dsp-second-engine-';
/** Tells, in an engine's folder, which process keeps its namespaces. */
const holderFile = 'holder.pid';

/** A container engine that a test has to itself, so that it can stop and kill it. */
export interface SecondEngine {
  socket: string;
  /** A folder that goes away with the engine. */
  folder: string;
  start(): Promise<void>;
  /** Ends the engine; SIGKILL leaves its containers running, as a crash does. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Removes it with all that it has made. */
  remove(): Promise<void>;
}

/** Why this machine cannot run a second engine; `undefined` when it can. */
export async function lacksSecondEngine(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'a second engine needs Linux';
  if (process.getuid?.() !== 0) return 'a second engine needs root';
  for (const tool of ['dockerd', 'unshare', 'nsenter']) {
    const found = await run('sh', ['-c', `command -v ${tool}`]).catch(() => undefined);
    if (found === undefined) return `a second engine needs ${tool}, which is not on this machine`;
  }
  return undefined;
}

/**
 * Makes an engine beside the machine's own, in namespaces of its own for network, mounts and processes: its
 * bridges, rules and containers are apart, and everything of it ends with the namespaces, which end with this process.
 */
export async function makeSecondEngine(): Promise<SecondEngine> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const socket = join(folder, 'docker.sock');
  const namespaces = await makeNamespaces();
  await writeFile(join(folder, holderFile), String(namespaces.holder.pid));
  let daemon: ChildProcess | undefined;

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (daemon === undefined) return;
    const ended = once(daemon, 'exit');
    const pid = await childOf(daemon.pid ?? 0);
    process.kill(pid, signal);
    await ended;
    daemon = undefined;
  }

  return {
    socket,
    folder,
    end,

    async start() {
      const enter = ['--target', String(namespaces.pid), '--net', '--mount', '--pid', 'dockerd'];
      const log = await open(join(folder, 'engine.log'), 'a');
      daemon = spawn('nsenter', [...enter, ...options(folder, socket)], {
        stdio: ['ignore', log.fd, log.fd],
      });
      await log.close();
      await eventually('the second engine', () => answers(socket), 60_000);
    },

    async remove() {
      const ended = once(namespaces.holder, 'exit');
      await thaw(folder);
      namespaces.holder.stdin?.end();
      await ended;
      await removeFolder(folder);
    },
  };
}

function options(folder: string, socket: string): string[] {
  return [
    ...['--host', `unix://${socket}`, '--pidfile', join(folder, 'docker.pid')],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run')],
    // All its containers are in one control group, which can be removed.
    ...['--cgroup-parent', cgroupOf(folder), '--exec-opt', 'native.cgroupdriver=cgroupfs'],
    ...['--log-level', 'warn'],
  ];
}

function cgroupOf(folder: string): string {
  return `/${basename(folder)}`;
}

/** The holder is the first process in there; it ends when its input does, and takes everything with it. */
async function makeNamespaces(): Promise<{ holder: ChildProcess; pid: number }> {
  const script = [
    'ip link set lo up',
    // As systemd has it on a real machine. Over a private mount the engine mounts its folder once more; what it
    // mounts while it shuts down is then below that, and the next engine can neither see nor remove it.
    'mount --make-rshared /',
    // An engine takes a containerd of the machine's, if there is one, instead of starting its own.
    'if [ -d /run/containerd ]; then mount -t tmpfs tmpfs /run/containerd; fi',
    'echo ready',
    'cat > /dev/null',
  ].join('\n');
  const flags = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const holder = spawn('unshare', [...flags, 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  return { holder, pid: await childOf(holder.pid ?? 0) };
}

/** `unshare` and `nsenter` go into a namespace of processes by a child. */
async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}

async function answers(socket: string): Promise<true | undefined> {
  return run('docker', ['--host', `unix://${socket}`, 'version']).then(
    () => true as const,
    () => undefined,
  );
}

/** What a test run that was killed has left: its processes are gone, its files are not. */
async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const folder of names.filter((each) => each.startsWith(prefix)).map((name) => join(tmpdir(), name))) {
    const holder = await readFile(join(folder, holderFile), 'utf8').catch(() => '');
    const command = holder === '' ? '' : await readFile(`/proc/${holder}/cmdline`, 'utf8').catch(() => '');
    if (!command.startsWith('unshare')) await removeFolder(folder);
  }
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const group of await groupsOf(folder)) await rmdir(group);
}

/** What is frozen cannot end, not even with its namespace. */
async function thaw(folder: string): Promise<void> {
  for (const group of await groupsOf(folder)) {
    for (const [file, word] of [
      ['freezer.state', 'THAWED'],
      ['cgroup.freeze', '0'],
    ] as const) {
      await writeFile(join(group, file), word, { flag: 'r+' }).catch(() => undefined);
    }
  }
}

/** The control groups of an engine, the inner ones first, in both versions of them. */
async function groupsOf(folder: string): Promise<string[]> {
  const root = '/sys/fs/cgroup';
  const controllers = existsSync(join(root, 'cgroup.controllers')) ? ['.'] : await readdir(root);
  const groups = [];
  for (const controller of controllers)
    groups.push(...(await within(join(root, controller, cgroupOf(folder)))));
  return groups;
}

async function within(group: string): Promise<string[]> {
  if (!existsSync(group)) return [];
  const entries = await readdir(group, { withFileTypes: true });
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => within(join(group, name)));
  return [...(await Promise.all(inner)).flat(), group];
}

/** Copies images of the machine's engine. */
export async function copyImages(images: readonly string[], engine: SecondEngine): Promise<void> {
  const copy = `docker save ${images.join(' ')} | docker --host unix://${engine.socket} load`;
  const { DOCKER_HOST: _own, ...environment } = process.env;
  await run('sh', ['-c', copy], { env: environment });
}
