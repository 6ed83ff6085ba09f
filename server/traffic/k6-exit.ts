import type { TrafficState } from '../../contract/traffic/run.ts';
import type { EngineJob } from '../engine/port.ts';

/** Meanings of k6's exit codes, from `errext/exitcodes/codes.go`. */
const meanings: Record<number, { state: TrafficState; reason: string }> = {
  0: { state: 'finished', reason: 'k6 made all its requests.' },
  99: { state: 'finished', reason: 'k6 made all its requests, and a threshold was crossed.' },
  100: { state: 'failed', reason: 'The set-up of the script took too long.' },
  101: { state: 'failed', reason: 'The tear-down of the script took too long.' },
  103: { state: 'stopped', reason: 'k6 was stopped through its REST API.' },
  104: { state: 'failed', reason: 'k6 does not accept its configuration.' },
  105: { state: 'stopped', reason: 'Stopped.' },
  106: { state: 'failed', reason: 'The REST API of k6 could not start.' },
  107: { state: 'failed', reason: 'The script threw an error.' },
  108: { state: 'stopped', reason: 'The script ended the run.' },
  109: { state: 'failed', reason: 'k6 panicked.' },
  110: { state: 'failed', reason: 'The script marked the run as failed.' },
  137: { state: 'failed', reason: 'The job was killed (SIGKILL).' },
};

/**
 * What the end of a k6 job means. `lastError` is k6's own last message of an error, if there was one.
 */
export function explainExit(
  { exitCode, outOfMemory }: Pick<EngineJob, 'exitCode' | 'outOfMemory'>,
  lastError: string | undefined,
): { state: TrafficState; reason: string } {
  if (exitCode === null) return { state: 'failed', reason: 'The job never started.' };
  if (outOfMemory) return { state: 'failed', reason: 'The job used more memory than it may and was killed.' };
  const known = meanings[exitCode] ?? {
    state: 'failed',
    reason: `k6 ended with exit code ${exitCode}.`,
  };
  const words = known.state === 'failed' && lastError !== undefined ? ` k6 says: ${lastError}` : '';
  return { state: known.state, reason: known.reason + words };
}

/** The last error in k6's log, whose lines are JSON. */
export function lastErrorOf(lines: string[]): string | undefined {
  for (const line of lines.toReversed()) {
    try {
      const { level, msg } = JSON.parse(line) as { level?: string; msg?: string };
      if (level === 'error' || level === 'fatal') return msg;
    } catch {
      // Not a line of the log: output of a script.
    }
  }
  return undefined;
}
