import { z } from 'zod';
import { NodeName, queryNumber, Time } from './names.ts';
import { TraceId } from './traces.ts';

/** Logs of nodes as they were collected, by node, by trace, or by a text. */
export const LogSearch = z.strictObject({
  node: NodeName.optional(),
  traceId: TraceId.optional(),
  text: z.string().max(200).optional().meta({ description: 'Only lines that contain this.' }),
  sinceSeconds: queryNumber(z.int().min(1).max(21_600))
    .default(300)
    .meta({ description: 'How far back to look, seconds, 1 to 21600.' }),
  limit: queryNumber(z.int().min(1).max(1_000))
    .default(200)
    .meta({ description: 'Most lines, 1 to 1000: the newest ones.' }),
  follow: z
    .enum(['true', 'false'])
    .default('false')
    .meta({
      description:
        'true: server-sent events "records" until the client leaves, what is found first and then what comes; ' +
        '"problem" while there is nothing. false: one JSON answer.',
    }),
});
export type LogSearch = z.output<typeof LogSearch>;

export const LogRecord = z
  .object({
    time: Time,
    service: z.string(),
    node: z.string().nullable(),
    level: z.string().nullable(),
    text: z.string(),
    traceId: z.string().nullable(),
  })
  .meta({ id: 'LogRecord' });
export type LogRecord = z.infer<typeof LogRecord>;

/** Oldest first. */
export const LogRecords = z.object({ records: z.array(LogRecord) }).meta({ id: 'LogRecords' });
export type LogRecords = z.infer<typeof LogRecords>;

/** Event of a followed search. What comes later than its time is not in order: it is put where it belongs. */
export const LogBatch = z
  .object({
    history: z.boolean().meta({ description: 'What was there when the search began; it comes first.' }),
    skipped: z.boolean().meta({ description: 'There was more before these than could be read.' }),
    records: z.array(LogRecord),
  })
  .meta({ id: 'LogBatch' });
export type LogBatch = z.infer<typeof LogBatch>;
