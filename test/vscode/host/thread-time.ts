import { readFileSync } from 'node:fs';

const tickMs = 10;

/**
 * Milliseconds for which the thread that runs the extensions has had a processor; with all threads of its process
 * where Linux does not tell them apart. The loop's own `eventLoopUtilization` will not do: where others use the
 * processors too, a thread also counts as busy there while it waits for one.
 */
export function threadTimeMs(): number {
  try {
    const text = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8');
    // Counted from behind the name of the command, which may hold anything: utime and stime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
}
