import { drawArrivals, type DrawnArrivals } from './drawn-arrivals.ts';
import { momentOf, type RateCurve } from './rate-curve.ts';

/**
 * When each message of a run is due. The Platform API makes it and draws the plan from it; the script in k6 works
 * out from the same few numbers, by the same functions, when to send.
 */
export type Schedule =
  /** Evenly spaced at each moment's rate. */
  | { type: 'curve'; curve: RateCurve }
  | ({ type: 'drawn' } & DrawnArrivals)
  /** So many at once, and again after each period. */
  | { type: 'waves'; requests: number; periodSeconds: number };

/** Says when a message is due, by its number: seconds after the start. */
export type DueTimes = (number: number) => number;

/** Numbers of a list that is too long to have for each virtual user, in short pieces. */
const momentsPerChunk = 64;

/** The moments of drawn arrivals in pieces, for k6's `SharedArray`, which is there once for all virtual users. */
function drawChunks(arrivals: DrawnArrivals): number[][] {
  const moments = drawArrivals(arrivals);
  const chunks: number[][] = [];
  for (let from = 0; from < moments.length; from += momentsPerChunk) {
    const chunk = moments.slice(from, from + momentsPerChunk);
    // Microseconds are finer than any timer, and shorter to keep.
    chunks.push(chunk.map((moment) => Math.round(moment * 1e6) / 1e6));
  }
  return chunks;
}

/**
 * @param share Has a list made once for all virtual users; without it the list is made here.
 */
export function dueTimes(
  schedule: Schedule,
  share: (make: () => number[][]) => ArrayLike<ArrayLike<number>> = (make) => make(),
): DueTimes {
  switch (schedule.type) {
    case 'curve':
      // Half a request in: the first one of 10 a second comes after 50 ms, so that no rate starts with a jolt.
      return (number) => momentOf(schedule.curve, number + 0.5);
    case 'waves':
      return (number) => Math.floor(number / schedule.requests) * schedule.periodSeconds;
    case 'drawn': {
      const chunks = share(() => drawChunks(schedule));
      return (number) =>
        chunks[Math.floor(number / momentsPerChunk)]?.[number % momentsPerChunk] ?? schedule.durationSeconds;
    }
  }
}
