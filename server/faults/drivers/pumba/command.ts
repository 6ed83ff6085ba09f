import { ProblemError } from '../../../../contract/problems.ts';
import { labels } from '../../../engine/labels.ts';
import type { Claim } from '../../claim.ts';
import { networkCommand, type NetworkPlace } from './network-command.ts';

/**
 * The arguments with which Pumba (1.1 or newer) does a claim.
 *
 * The target is given as its name or its full id, and the label narrows what Pumba lists, so that a container
 * that comes or goes elsewhere cannot disturb it.
 *
 * @param place The node's network, for faults of the network.
 * @throws ProblemError `driver-unavailable` for a kind that Pumba cannot say.
 */
export function pumbaCommand(claim: Claim, target: string, place?: NetworkPlace): string[] {
  const global = ['--json', '--log-level', 'info', '--label', `${labels.node}=${claim.node}`];
  const command = claim.scope !== null && place ? networkCommand(claim, place) : chaosCommand(claim);
  return [...global, ...command, target];
}

function chaosCommand({ kind, params, durationSeconds }: Claim): string[] {
  const duration = `${Math.round(durationSeconds * 1000)}ms`;
  const grace = String(params['graceSeconds']);
  switch (kind) {
    case 'pause':
      return ['pause', '--duration', duration];
    case 'stop':
      return ['stop', '--time', grace, '--restart', '--duration', duration];
    case 'kill':
      return ['kill', '--signal', String(params['signal'])];
    case 'restart':
      return ['restart', '--timeout', `${grace}s`];
    default:
      throw new ProblemError('driver-unavailable', `Pumba has no command for "${String(kind)}".`);
  }
}

/**
 * What Pumba's own log says went wrong, or `undefined`. Pumba ends with code 0 also when no container matched,
 * so its exit code alone is not enough.
 */
export function pumbaFailure(lines: string[]): string | undefined {
  for (const line of lines) {
    const entry = parseEntry(line);
    if (/no containers? found/i.test(entry.msg ?? '')) return 'Pumba found no container to act on.';
    if (/^(error|fatal|panic)$/i.test(entry.level ?? '')) {
      return `Pumba: ${[entry.msg, entry.error].filter(Boolean).join(': ')}`;
    }
  }
  return undefined;
}

function parseEntry(line: string): { level?: string; msg?: string; error?: string } {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? entry : {};
  } catch {
    return { msg: line };
  }
}
