import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readText } from '../files/read-text.ts';

/** A process as a file names it. */
export interface ProcessMark {
  readonly pid: number;
  /** What tells a process from a later one with the same number; `undefined` where that cannot be read. */
  readonly startTime?: string | undefined;
}

/** A lock that this process holds; release it when the work is over. */
export interface ProcessLock {
  release(): void;
}

/** The mark of a process that runs now. */
export function markOf(pid: number): ProcessMark {
  return { pid, startTime: startTimeOf(pid) };
}

/** Whether the process that a mark names is still there. */
export function isRunning(mark: ProcessMark): boolean {
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    // A process of another user is there, too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startTimeOf(mark.pid);
  if (now === 'ended') return false;
  return mark.startTime === undefined || now === undefined || now === mark.startTime;
}

/** Takes a lock file, or says which process holds it. A file whose process is gone counts for nothing. */
export function takeLock(path: string): { readonly lock: ProcessLock } | { readonly holder: ProcessMark } {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(markOf(process.pid)), { flag: 'wx' });
      return { lock: { release: () => rmSync(path, { force: true }) } };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readMark(path);
    if (holder && isRunning(holder)) return { holder };
    rmSync(path, { force: true });
  }
}

/** Who holds a lock file now, if anybody. */
export function lockHolder(path: string): ProcessMark | undefined {
  const mark = readMark(path);
  return mark && isRunning(mark) ? mark : undefined;
}

function readMark(path: string): ProcessMark | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as ProcessMark;
    return Number.isInteger(value.pid) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/<pid>/stat, counted from behind the command's name, which may hold anything. */
function startTimeOf(pid: number): string | undefined {
  const text = readText(`/proc/${pid}/stat`);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  // A process that has ended but was not collected by its parent is not running.
  return fields?.[0] === 'Z' ? 'ended' : fields?.[19];
}
