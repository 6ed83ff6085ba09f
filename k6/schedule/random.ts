/**
 * Mixes whole numbers into one of 32 bits, so that neighbours come out far apart: the finaliser of MurmurHash3
 * over each number in turn.
 */
export function mix(...numbers: number[]): number {
  let bits = 0x9e3779b9;
  for (const number of numbers) {
    bits = Math.imul(bits ^ (number | 0), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    bits ^= bits >>> 16;
  }
  return bits >>> 0;
}

/** The number strictly between 0 and 1 that stands for 32 random bits. */
export function fraction(bits: number): number {
  return (bits + 0.5) / 2 ** 32;
}

/** Gives the next random number strictly between 0 and 1. */
export type Random = () => number;

/**
 * Random numbers that a seed repeats: sfc32 of the PractRand collection, which has a period of about 2^127.
 * @param stream Keeps the numbers that one seed gives for different ends independent of each other.
 */
export function seededRandom(seed: number, stream: number): Random {
  let [a, b, c] = [mix(seed, stream, 1), mix(seed, stream, 2), mix(seed, stream, 3)];
  let counter = 1;
  const next: Random = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return fraction(sum >>> 0);
  };
  for (let warmedUp = 0; warmedUp < 12; warmedUp++) next();
  return next;
}

/** Exponentially distributed with mean 1. */
export function drawExponential(random: Random): number {
  return -Math.log(random());
}

/** Normally distributed with mean 0 and variance 1 (Box and Muller). */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma distributed with this shape and mean 1 (Marsaglia and Tsang, 2000). */
export function drawGamma(random: Random, shape: number): number {
  // Below 1 the method does not hold; a draw of the next shape up is scaled down.
  const boost = shape < 1 ? random() ** (1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + c * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(random()) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube)) {
      return (boost * d * cube) / shape;
    }
  }
}
