import { z } from 'zod';
import { Evidence } from './faults/fault.ts';
import { Id, NodeName, queryNumber, Time } from './names.ts';

const instant = queryNumber(z.number().min(0).max(4_102_444_800));

/** What part of the timeline is asked for; the last five minutes if nothing is said. */
export const TimelineQuery = z
  .strictObject({
    start: instant.optional().meta({ description: 'Unix seconds; 300 before the end if absent.' }),
    end: instant.optional().meta({ description: 'Unix seconds; now if absent.' }),
  })
  .refine(({ start, end }) => start === undefined || end === undefined || start < end, {
    message: 'must be after "start"',
    path: ['end'],
  });
export type TimelineQuery = z.output<typeof TimelineQuery>;

/** A part of the life of a fault or a run. `to` is null while it goes on. */
const Phase = z
  .object({ name: z.string().meta({ example: 'active' }), from: Time, to: Time.nullable() })
  .meta({ id: 'TimelinePhase' });

const life = {
  id: Id,
  title: z.string(),
  state: z.string(),
  from: Time,
  to: Time.nullable(),
  phases: z.array(Phase),
};

export const TimelineFault = z
  .object({ ...life, kind: z.string(), nodes: z.array(NodeName), evidence: z.array(Evidence) })
  .meta({ id: 'TimelineFault' });
export type TimelineFault = z.infer<typeof TimelineFault>;

export const TimelineRun = z.object({ ...life, targetUrl: z.string() }).meta({ id: 'TimelineRun' });
export type TimelineRun = z.infer<typeof TimelineRun>;

/** What can happen to a node; the last two happen to the engine that runs them all. */
const nodeHappenings = [
  'joined',
  'started',
  'restarted',
  'paused',
  'resumed',
  'died',
  'removed',
  'unhealthy',
  'healthy',
  'engine-lost',
  'engine-back',
] as const;

export const NodeEvent = z
  .object({
    time: Time,
    node: NodeName.nullable().meta({ description: 'null: the engine.' }),
    what: z.enum(nodeHappenings),
    detail: z.string().nullable().meta({ example: 'exit code 137' }),
  })
  .meta({ id: 'NodeEvent' });
export type NodeEvent = z.infer<typeof NodeEvent>;

/** All that happened in a time: faults and runs that touch it, and what became of the nodes. Oldest first. */
export const Timeline = z
  .object({
    start: Time,
    end: Time,
    faults: z.array(TimelineFault),
    runs: z.array(TimelineRun),
    nodeEvents: z.array(NodeEvent),
    nodeEventsSince: Time.meta({ description: 'What happened to nodes before this is not known any more.' }),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;
