import { effectBit, messagesPerPage, outcomeBits, outcomeCodes, type Page } from './page.ts';
import { mostExamples } from './examples.ts';

/** Acknowledged messages without an effect, by what can be said of them. */
export interface Losses {
  /** Sent before `agedBefore`. */
  aged: number;
  /** Sent no later than `blindUntil`, so that their effect may have happened unseen. */
  hidden: number;
  /** All others. */
  certain: number;
  /** Numbers of some of them, certain ones first. */
  examples: number[];
}

/**
 * Looks at every outstanding message that is remembered. Pages without one cost nothing.
 *
 * @param agedBefore Tick before which an attempt counts as aged.
 * @param blindUntil Tick at which the last blind spot ended; 0: there was none.
 */
export function findLosses(pages: readonly Page[], agedBefore: number, blindUntil: number): Losses {
  const losses = { aged: 0, hidden: 0, certain: 0 };
  const certain: number[] = [];
  const hidden: number[] = [];
  for (const page of pages) {
    if (page.outstanding === 0) continue;
    for (let at = 0; at < messagesPerPage; at++) {
      const state = page.state[at] as number;
      if ((state & outcomeBits) !== outcomeCodes.acknowledged || (state & effectBit) !== 0) continue;
      const attempt = page.attemptAt[at] as number;
      if (attempt < agedBefore) losses.aged += 1;
      const isHidden = attempt <= blindUntil;
      losses[isHidden ? 'hidden' : 'certain'] += 1;
      const found = isHidden ? hidden : certain;
      if (found.length < mostExamples) found.push(page.index * messagesPerPage + at);
    }
  }
  return { ...losses, examples: [...certain, ...hidden].slice(0, mostExamples) };
}

/**
 * Counts acknowledged messages that took effect at one sink but not at another.
 *
 * @param sinks For each sink the places of its nodes.
 */
export function countPartial(pages: readonly Page[], sinks: readonly number[][]): number {
  if (sinks.length < 2) return 0;
  let count = 0;
  for (const page of pages) {
    for (let at = 0; at < messagesPerPage; at++) {
      const state = page.state[at] as number;
      if ((state & outcomeBits) !== outcomeCodes.acknowledged || (state & effectBit) === 0) continue;
      const isEverywhere = sinks.every((places) =>
        places.some((place) => (page.arrivals[place]?.effects[at] ?? 0) > 0),
      );
      if (!isEverywhere) count += 1;
    }
  }
  return count;
}
