import { z } from 'zod';
import type { MetricsAnswer, MetricsQuery } from '../../contract/metrics.ts';
import { ProblemError } from '../../contract/problems.ts';

const Sample = z.tuple([z.number(), z.string()]);
const Labels = z.record(z.string(), z.string());

const Answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ metric: Labels, value: Sample })),
      }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: Labels, values: z.array(Sample) })),
      }),
      z.object({ resultType: z.enum(['scalar', 'string']), result: Sample }),
    ]),
  }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

/** Asks Prometheus a read-only question. */
export type QueryMetrics = (query: z.output<typeof MetricsQuery>) => Promise<MetricsAnswer>;

/**
 * A client of the query API of Prometheus. Only the two query endpoints can be reached through it.
 *
 * The returned function throws `query-refused` or `telemetry-unreachable`.
 */
export function prometheusClient(baseUrl: string, send: typeof fetch = fetch): QueryMetrics {
  return async ({ query, time, start, end, step }) => {
    const range = start !== undefined;
    const form = new URLSearchParams({ query, timeout: '10s' });
    for (const [name, value] of Object.entries(range ? { start, end, step } : { time })) {
      if (value !== undefined) form.set(name, String(value));
    }
    const answer = await ask(send, `${baseUrl}/api/v1/${range ? 'query_range' : 'query'}`, form);
    if (answer.status === 'error') throw new ProblemError('query-refused', answer.error);
    return seriesOf(answer.data);
  };
}

async function ask(send: typeof fetch, url: string, form: URLSearchParams): Promise<z.output<typeof Answer>> {
  try {
    const signal = AbortSignal.timeout(12_000);
    const answer = await send(url, { method: 'POST', body: form, signal });
    return Answer.parse(await answer.json());
  } catch (error) {
    throw new ProblemError('telemetry-unreachable', `Prometheus: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function seriesOf(
  data: Extract<z.output<typeof Answer>, { status: 'success' }>['data'],
): z.output<typeof MetricsAnswer> {
  switch (data.resultType) {
    case 'vector':
      return {
        resultType: 'vector',
        series: data.result.map(({ metric, value }) => ({ labels: metric, points: [value] })),
      };
    case 'matrix':
      return {
        resultType: 'matrix',
        series: data.result.map(({ metric, values }) => ({ labels: metric, points: values })),
      };
    case 'scalar':
    case 'string':
      return { resultType: data.resultType, series: [{ labels: {}, points: [data.result] }] };
  }
}
