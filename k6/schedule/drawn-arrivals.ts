import { drawExponential, drawGamma, seededRandom, type Random } from './random.ts';

/** Arrivals that are drawn at random from a seed. */
export interface DrawnArrivals {
  model: RandomModel;
  meanRps: number;
  durationSeconds: number;
  seed: number;
}

/** How the rate itself goes; within a stretch of one rate the arrivals are Poisson. */
export type RandomModel =
  | { type: 'poisson' }
  /** Two states that last for exponentially distributed times (a Markov-modulated Poisson process). */
  | { type: 'bursts'; burstFactor: number; burstSeconds: number; quietSeconds: number }
  /** A rate drawn from a gamma distribution for each interval; the smaller its shape, the wilder. */
  | { type: 'gamma'; gammaShape: number; intervalSeconds: number };

interface Stretch {
  seconds: number;
  rps: number;
}

/** The stretches of one rate, for as long as anybody asks. */
function* drawRates({ model, meanRps, seed, durationSeconds }: DrawnArrivals): Generator<Stretch> {
  const random = seededRandom(seed, 1);
  switch (model.type) {
    case 'poisson':
      return yield { seconds: durationSeconds, rps: meanRps };
    case 'bursts':
      return yield* drawBursts(model, meanRps, random);
    case 'gamma':
      for (;;) yield { seconds: model.intervalSeconds, rps: meanRps * drawGamma(random, model.gammaShape) };
  }
}

function* drawBursts(
  model: Extract<RandomModel, { type: 'bursts' }>,
  meanRps: number,
  random: Random,
): Generator<Stretch> {
  const { burstFactor, burstSeconds, quietSeconds } = model;
  // Over long times the mean is the one that was asked for.
  const whole = burstSeconds + quietSeconds;
  const quietRps = (meanRps * whole) / (quietSeconds + burstFactor * burstSeconds);
  let isBurst = random() < burstSeconds / whole;
  for (;;) {
    const seconds = drawExponential(random) * (isBurst ? burstSeconds : quietSeconds);
    yield { seconds, rps: isBurst ? quietRps * burstFactor : quietRps };
    isBurst = !isBurst;
  }
}

/**
 * The moments of all arrivals, seconds after the start: unit exponential gaps, stretched by the rate. The same
 * seed gives the same arrivals.
 */
export function drawArrivals(arrivals: DrawnArrivals): number[] {
  const { durationSeconds, seed } = arrivals;
  const random = seededRandom(seed, 2);
  const moments: number[] = [];
  let gap = drawExponential(random);
  let start = 0;
  for (const { seconds, rps } of drawRates(arrivals)) {
    const end = Math.min(start + seconds, durationSeconds);
    let at = start;
    while (rps * (end - at) > gap) {
      at += gap / rps;
      moments.push(at);
      gap = drawExponential(random);
    }
    gap -= rps * (end - at);
    start = end;
    if (start >= durationSeconds) break;
  }
  return moments;
}
