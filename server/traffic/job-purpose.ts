import { z } from 'zod';
import { TrafficRequest } from '../../contract/traffic/request.ts';
import type { EngineJob } from '../engine/port.ts';
import type { JobPurpose } from './segment.ts';

const Purpose = z.object({
  run: z.string(),
  segment: z.object({
    number: z.int(),
    firstSequence: z.int(),
    endsAtMs: z.number().nullable(),
    request: TrafficRequest.and(z.object({ seed: z.int() })),
  }),
});

/** What a job is for, out of its label; `undefined` when an earlier version of the platform wrote it. */
export function purposeOf({ purpose }: Pick<EngineJob, 'purpose'>): JobPurpose | undefined {
  const parsed = Purpose.safeParse(purpose);
  return parsed.success ? (parsed.data as JobPurpose) : undefined;
}

/** The run of a job, by the job's id: a run whose rate was changed has the jobs `r-….2`, `r-….3`, … too. */
export function runIdOf(jobId: string): string {
  return jobId.split('.')[0] ?? jobId;
}
