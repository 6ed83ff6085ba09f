import type { SeededRequest } from './shapes/shape.ts';

/** A part of a run that one job does. A run has more than one when its rate was changed. */
export interface Segment {
  /** 1 for the first one. */
  number: number;
  /** Number of its first message in the run. */
  firstSequence: number;
  /** Unix milliseconds at which the run ends, where an earlier segment has begun it; null: after its duration. */
  endsAtMs: number | null;
  request: SeededRequest;
}

/** What the label of a job holds: enough to find the run again after a crash of the API. */
export interface JobPurpose {
  run: string;
  segment: Segment;
}

/** Id of the job of a segment: the run's own for the first one. */
export function jobIdOf(run: string, { number }: Pick<Segment, 'number'>): string {
  return number === 1 ? run : `${run}.${number}`;
}

/** Ids of the jobs of a run that has come to so many segments. */
export function jobIdsOf(run: string, segments: number): string[] {
  return Array.from({ length: segments }, (_, place) => jobIdOf(run, { number: place + 1 }));
}
