import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A kernel with netem in a process of its own, for machines whose kernel has none: Debian's user-mode Linux. It
 * sees the files of this machine, but has its own network, devices and clock.
 */
const kernel = '/usr/bin/linux.uml';
const modulesFolder = '/usr/lib/uml/modules';
const modprobe = '/sbin/modprobe';
const modules = ['sch_netem', 'veth', 'bridge', 'tun', 'ipv6'];
const packages = ['user-mode-linux', 'kmod', 'iproute2', 'iputils-ping', 'iperf3', 'nftables'];

/** Why user-mode Linux cannot be had on this machine, or `undefined`. In CI on Debian it is installed. */
export function missingUserModeLinux(): string | undefined {
  if (process.getuid?.() !== 0) return 'User-mode Linux is only used by root, who sees all files in it.';
  if (!isInstalled() && process.env['CI'] === 'true' && existsSync('/etc/debian_version')) install();
  return isInstalled()
    ? undefined
    : `User-mode Linux is not installed. On Debian: apt-get install ${packages.join(' ')}`;
}

function isInstalled(): boolean {
  return [kernel, modulesFolder, modprobe].every((path) => existsSync(path));
}

function install(): void {
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('apt-get', ['update'], quiet);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], quiet);
}

/**
 * Boots user-mode Linux, runs commands in it one after another and ends it.
 *
 * @param folder Of this machine, for the first process's script; not below /run.
 * @returns What it printed.
 */
export async function inUserModeLinux(
  folder: string,
  commands: string[],
  { limitMs = 900_000, show = false } = {},
): Promise<string> {
  const script = join(folder, 'init');
  writeFileSync(script, firstProcess(commands));
  chmodSync(script, 0o755);
  const [program = '', ...args] = [
    ...realTime(),
    kernel,
    ...['mem=512M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'rw', `init=${script}`],
    ...['con=null', 'con0=fd:0,fd:1', 'quiet'],
  ];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (show) process.stdout.write(chunk);
  });
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await Promise.race([ended, sleep(limitMs, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
  // On an interrupt it ends its own processes before itself.
  if (child.exitCode === null) child.kill('SIGINT');
  await ended;
  return output;
}

/** Its own lateness on a busy machine must not be taken for that of what runs in it. */
function realTime(): string[] {
  const { status } = spawnSync('chrt', ['--rr', '1', 'true'], { stdio: 'ignore' });
  return status === 0 ? ['chrt', '--rr', '1'] : [];
}

function firstProcess(commands: string[]): string {
  return `#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TMPDIR=/run
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mount -t devtmpfs dev /dev 2>/dev/null
mkdir -p /run/modules/lib
ln -s ${modulesFolder} /run/modules/lib/modules
${modprobe} -d /run/modules -a ${modules.join(' ')}
${commands.join('\n')}
halt -f || echo o > /proc/sysrq-trigger
`;
}
