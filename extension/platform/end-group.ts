import { spawn, type ChildProcess } from 'node:child_process';

const defaultGraceMs = 20_000;

/**
 * Asks a child and its whole process group to end as Ctrl-C would, and makes sure of it after a grace. The child must
 * have been started with `detached`.
 */
export function endGroup(child: ChildProcess, graceMs = defaultGraceMs): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  signalGroup(pid, 'SIGINT');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}
