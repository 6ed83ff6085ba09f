import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Asks a child and its whole process group to end, and makes sure of it after a grace. The child must have been
 * started with `detached`.
 *
 * @param signal `SIGINT` is what Ctrl-C sends.
 */
export function endGroup(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM', graceMs: number): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  signalGroup(pid, signal);
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
