import { z } from 'zod';
import { longestSeconds } from '../names.ts';

/** Most requests that may be drawn at random or sent in waves: all of their moments are kept in memory. */
export const mostDrawnRequests = 1_000_000;

const rps = (description: string) =>
  z
    .number()
    .min(0)
    .max(10_000)
    .meta({ description: `${description}, requests per second, 0 to 10000.` });
const positiveRps = (description: string) =>
  z
    .number()
    .min(0.1)
    .max(10_000)
    .meta({ description: `${description}, requests per second, 0.1 to 10000.` });
const seconds = (least: number, description: string, most = longestSeconds) =>
  z
    .number()
    .min(least)
    .max(most)
    .meta({ description: `${description}, ${least} to ${most} seconds.` });

/** Same rate from start to end: an open model, in which arrivals do not wait for answers. */
export const ConstantScenario = z
  .strictObject({ type: z.literal('constant') })
  .meta({ id: 'ConstantScenario', description: 'The same rate (rps) from start to end (durationSeconds).' });

export const RampScenario = z
  .strictObject({
    type: z.literal('ramp'),
    fromRps: rps('At the beginning and at the end').default(0),
    toRps: positiveRps('At the top'),
    upSeconds: seconds(0, 'Way up'),
    holdSeconds: seconds(0, 'At the top').default(0),
    downSeconds: seconds(0, 'Way down').default(0),
    curve: z.enum(['linear', 'smooth']).default('linear').meta({
      description: 'A straight line, or half a cosine, which sets off and arrives gently.',
    }),
  })
  .refine(
    ({ upSeconds, holdSeconds, downSeconds }) => {
      const whole = upSeconds + holdSeconds + downSeconds;
      return whole >= 1 && whole <= longestSeconds;
    },
    { message: `up, hold and down must together take 1 to ${longestSeconds} seconds`, path: ['upSeconds'] },
  )
  .meta({ id: 'RampScenario', description: 'Rises, holds and falls.' });

export const SpikesScenario = z
  .strictObject({
    type: z.literal('spikes'),
    baseRps: rps('Between the spikes'),
    peakRps: positiveRps('In a spike'),
    peakSeconds: seconds(0.1, 'How long a spike is at its peak'),
    periodSeconds: seconds(1, 'From one spike to the next'),
    edgeSeconds: seconds(0, 'How long each edge of a spike takes; 0: it is a step', 3600).default(0),
    count: z.int().min(1).max(10_000).optional().meta({
      description: 'Number of spikes, 1 to 10000; if absent as many as durationSeconds has room for.',
    }),
  })
  .refine(({ peakSeconds, edgeSeconds, periodSeconds }) => peakSeconds + 2 * edgeSeconds <= periodSeconds, {
    message: 'a spike with its two edges must fit into periodSeconds',
    path: ['peakSeconds'],
  })
  .refine(({ count = 1, periodSeconds }) => count * periodSeconds <= longestSeconds, {
    message: `all spikes must fit into ${longestSeconds} seconds`,
    path: ['count'],
  })
  .meta({
    id: 'SpikesScenario',
    description: 'A base rate with peaks; each period begins at the base and ends with the spike.',
  });

export const StochasticScenario = z
  .strictObject({
    type: z.literal('stochastic'),
    model: z
      .enum(['poisson', 'bursts', 'gamma'])
      .default('poisson')
      .meta({
        description:
          'poisson: independent arrivals. bursts: Poisson at two rates in turn. gamma: Poisson at a rate that is ' +
          'drawn anew for each interval.',
      }),
    meanRps: positiveRps('Mean rate'),
    burstFactor: z.number().min(1).max(1_000).default(5).meta({
      description: 'bursts: how many times the quiet rate the rate of a burst is, 1 to 1000.',
    }),
    burstSeconds: seconds(0.1, 'bursts: mean length of a burst', 3600).default(5),
    quietSeconds: seconds(0.1, 'bursts: mean time between bursts', 3600).default(20),
    gammaShape: z.number().min(0.05).max(100).default(2).meta({
      description:
        'gamma: shape of the distribution, 0.05 to 100; the variance of the rate is meanRps² / shape.',
    }),
    intervalSeconds: seconds(0.1, 'gamma: how long each drawn rate holds', 3600).default(1),
  })
  .meta({ id: 'StochasticScenario', description: 'Arrivals drawn at random; the same seed repeats them.' });

export const BatchScenario = z
  .strictObject({
    type: z.literal('batch'),
    requests: z.int().min(1).max(100_000).meta({ description: 'Requests of each wave, 1 to 100000.' }),
    workers: z
      .int()
      .min(1)
      .max(1_000)
      .default(10)
      .meta({ description: 'How many requests may be under way at once, 1 to 1000.' }),
    waves: z.int().min(1).max(10_000).default(1).meta({ description: 'Number of waves, 1 to 10000.' }),
    periodSeconds: seconds(1, 'From one wave to the next, and the time that the last one has').default(60),
  })
  .refine(({ requests, waves }) => requests * waves <= mostDrawnRequests, {
    message: `requests × waves must be at most ${mostDrawnRequests}`,
    path: ['requests'],
  })
  .refine(({ waves, periodSeconds }) => waves * periodSeconds <= longestSeconds, {
    message: `waves × periodSeconds must be at most ${longestSeconds}`,
    path: ['waves'],
  })
  .meta({
    id: 'BatchScenario',
    description:
      'Waves of work. A closed model: each worker takes the next request when its last one was answered.',
  });

export const ScriptScenario = z
  .strictObject({
    type: z.literal('script'),
    file: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*\.js$/, 'must be the plain name of a .js file')
      .meta({ description: 'Name of a k6 script in the folder that DSP_K6_SCRIPTS names.' }),
  })
  .meta({ id: 'ScriptScenario', description: "The user's own k6 script, for durationSeconds at most." });

/** The shape of the load over time. */
export const Scenario = z
  .discriminatedUnion('type', [
    ConstantScenario,
    RampScenario,
    SpikesScenario,
    StochasticScenario,
    BatchScenario,
    ScriptScenario,
  ])
  .meta({ id: 'Scenario' });
export type Scenario = z.infer<typeof Scenario>;
