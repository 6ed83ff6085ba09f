import { SharedArray } from 'k6/data';
import { dueTimes, type DueTimes } from './schedule/schedule.ts';
import type { Phase } from './task.ts';

/** A phase with the times of its messages at hand. */
export interface ReadyPhase extends Phase {
  due: DueTimes;
}

/** Prepares the phases, by name. To be called while the script is loaded: only then can lists be shared. */
export function readyPhases(phases: readonly Phase[]): Map<string, ReadyPhase> {
  return new Map(
    phases.map((phase) => {
      const share = (make: () => number[][]): number[][] =>
        new SharedArray(`arrivals of ${phase.name}`, make);
      return [phase.name, { ...phase, due: dueTimes(phase.schedule, share) }];
    }),
  );
}
