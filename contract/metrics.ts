import { z } from 'zod';
import { queryNumber } from './names.ts';

const seconds = queryNumber(z.number().min(0).max(4_102_444_800));

/** A read-only PromQL query: of one instant, or of a range when `start`, `end` and `step` are given. */
export const MetricsQuery = z
  .strictObject({
    query: z
      .string()
      .min(1)
      .max(4096)
      .meta({ description: 'PromQL.', example: 'sum(rate(k6_http_reqs_total[10s]))' }),
    time: seconds.optional().meta({ description: 'Instant, Unix seconds; now if absent.' }),
    start: seconds.optional().meta({ description: 'Start of the range, Unix seconds.' }),
    end: seconds.optional().meta({ description: 'End of the range, Unix seconds.' }),
    step: queryNumber(z.number().min(0.5).max(86_400))
      .optional()
      .meta({ description: 'Seconds between points.' }),
  })
  .refine(
    (query) => [query.start, query.end, query.step].filter((value) => value === undefined).length % 3 === 0,
    {
      message: 'give all of "start", "end" and "step", or none',
      path: ['step'],
    },
  );

const Sample = z.tuple([z.number(), z.string()]).meta({ description: 'Unix seconds and the value as text.' });

export const MetricsAnswer = z
  .object({
    resultType: z.enum(['vector', 'matrix', 'scalar', 'string']),
    series: z.array(z.object({ labels: z.record(z.string(), z.string()), points: z.array(Sample) })),
  })
  .meta({ id: 'MetricsAnswer' });
export type MetricsAnswer = z.infer<typeof MetricsAnswer>;
