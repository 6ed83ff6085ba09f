import type { Fault } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';

/** The faults that are active, in words, and when the last one that touched a run ended (Unix ms; 0: none did). */
export function faultsNow(
  faults: readonly Fault[],
  runCreatedMs: number,
): { activeFaults: string[]; healedMs: number } {
  const ends = faults.flatMap(({ endedAt }) => (endedAt === null ? [] : [Date.parse(endedAt)]));
  return {
    activeFaults: faults.filter((fault) => !isFaultOver(fault)).map(wordsFor),
    healedMs: Math.max(0, ...ends.filter((endedMs) => endedMs >= runCreatedMs)),
  };
}

function wordsFor({ kind, targets }: Fault): string {
  return `the fault "${kind}" on ${targets.join(', ')}`;
}
