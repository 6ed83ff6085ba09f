/** A stretch of time over which the rate goes from one value to another, in a line or in half a cosine. */
export interface RatePiece {
  seconds: number;
  fromRps: number;
  toRps: number;
  curve: 'linear' | 'smooth';
}

/** A rate over time: its pieces one after another, and again from the first one. */
export type RateCurve = readonly RatePiece[];

/** Requests per second at a moment, seconds after the start. */
export function rateAt(curve: RateCurve, second: number): number {
  let rest = second % secondsOf(curve);
  for (const piece of curve) {
    if (rest < piece.seconds) return rateWithin(piece, rest);
    rest -= piece.seconds;
  }
  return curve.at(-1)?.toRps ?? 0;
}

/** Requests between the start and a moment: the integral of the rate. Not a whole number. */
export function requestsUntil(curve: RateCurve, second: number): number {
  const period = secondsOf(curve);
  const rounds = Math.floor(second / period);
  let rest = second - rounds * period;
  let requests = rounds * requestsOf(curve);
  for (const piece of curve) {
    const within = Math.min(rest, piece.seconds);
    requests += requestsWithin(piece, within);
    rest -= within;
  }
  return requests;
}

/** The moment at which so many requests have been due: the inverse of {@link requestsUntil}. */
export function momentOf(curve: RateCurve, requests: number): number {
  const perRound = requestsOf(curve);
  const rounds = Math.floor(requests / perRound);
  let rest = requests - rounds * perRound;
  let second = rounds * secondsOf(curve);
  for (const piece of curve) {
    const inPiece = requestsWithin(piece, piece.seconds);
    if (rest < inPiece) return second + momentWithin(piece, rest);
    rest -= inPiece;
    second += piece.seconds;
  }
  return second;
}

function secondsOf(curve: RateCurve): number {
  return curve.reduce((sum, { seconds }) => sum + seconds, 0);
}

function requestsOf(curve: RateCurve): number {
  return curve.reduce((sum, piece) => sum + requestsWithin(piece, piece.seconds), 0);
}

function rateWithin({ seconds, fromRps, toRps, curve }: RatePiece, at: number): number {
  const share = curve === 'linear' ? at / seconds : (1 - Math.cos((Math.PI * at) / seconds)) / 2;
  return fromRps + (toRps - fromRps) * share;
}

function requestsWithin({ seconds, fromRps, toRps, curve }: RatePiece, at: number): number {
  if (seconds === 0) return 0;
  const risen =
    curve === 'linear'
      ? at ** 2 / (2 * seconds)
      : at / 2 - (seconds / (2 * Math.PI)) * Math.sin((Math.PI * at) / seconds);
  return fromRps * at + (toRps - fromRps) * risen;
}

function momentWithin(piece: RatePiece, requests: number): number {
  const { seconds, fromRps, toRps, curve } = piece;
  // Rounding can leave a trace less than nothing of the last round.
  if (requests <= 0) return 0;
  if (curve === 'linear') {
    // The root of a quadratic, in the form that also holds for a level piece.
    const slope = (toRps - fromRps) / seconds;
    const root = Math.sqrt(Math.max(0, fromRps ** 2 + 2 * slope * requests));
    return Math.min(seconds, (2 * requests) / (fromRps + root));
  }
  let [low, high] = [0, seconds];
  // Halving a day 50 times is exact to less than a nanosecond.
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (requestsWithin(piece, middle) < requests) low = middle;
    else high = middle;
  }
  return high;
}
