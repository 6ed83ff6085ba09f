import { fraction, mix } from './schedule/random.ts';
import type { Target } from './task.ts';

/** The target of a message: drawn by weight from the seed and the message's number, so that a repeat is one. */
export function chooseTarget(targets: readonly Target[], seed: number, sequence: number): Target {
  const whole = targets.reduce((sum, { weight }) => sum + weight, 0);
  let rest = fraction(mix(seed, sequence, 7)) * whole;
  for (const target of targets) {
    rest -= target.weight;
    if (rest < 0) return target;
  }
  return targets[targets.length - 1] as Target;
}
