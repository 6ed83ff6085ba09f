import type { RouteInput } from '../../contract/routes.ts';

export interface Case {
  title: string;
  body: Omit<RouteInput<'trafficStart'>['body'], 'targetUrl'>;
}

/** The five shapes, each small enough for a laptop and long enough to be seen. */
export const cases: Case[] = [
  { title: 'constant', body: { rps: 30, durationSeconds: 30 } },
  {
    title: 'ramp, smooth',
    body: {
      scenario: { type: 'ramp', toRps: 60, upSeconds: 12, holdSeconds: 6, downSeconds: 12, curve: 'smooth' },
    },
  },
  {
    title: 'spikes',
    body: {
      scenario: { type: 'spikes', baseRps: 5, peakRps: 60, peakSeconds: 3, periodSeconds: 10, count: 3 },
    },
  },
  {
    title: 'stochastic, Poisson',
    body: { scenario: { type: 'stochastic', model: 'poisson', meanRps: 30 }, durationSeconds: 30, seed: 1 },
  },
  {
    title: 'stochastic, bursts',
    body: {
      scenario: { type: 'stochastic', model: 'bursts', meanRps: 30, burstSeconds: 3, quietSeconds: 6 },
      durationSeconds: 30,
      seed: 3,
    },
  },
  {
    title: 'batch',
    body: { scenario: { type: 'batch', requests: 60, workers: 60, waves: 3, periodSeconds: 10 } },
  },
];
