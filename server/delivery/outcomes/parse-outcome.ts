import type { Outcome } from '../../../contract/message.ts';

/** What the generator says of one message. */
export interface ToldOutcome {
  sequence: number;
  outcome: Outcome;
  /** From the attempt to its end, which is when the line was written. */
  millis: number;
}

const outcomes: Record<string, Outcome> = { a: 'acknowledged', f: 'failed', i: 'indeterminate' };
/** The line of `k6/outcome.ts`, inside a line of k6's own log, which is JSON. */
const pattern = /dsp:m (\d{1,15}) ([afi]) (\d{1,9}(?:\.\d+)?)/;

/** Reads an outcome out of a line of k6's log; `undefined` for any other line. */
export function parseOutcome(line: string): ToldOutcome | undefined {
  // Most lines are ours, and those that are not are told apart without a search.
  const found = line.includes('dsp:m ') ? pattern.exec(line) : null;
  if (found === null) return undefined;
  const [, sequence, letter, millis] = found;
  const outcome = outcomes[letter ?? ''];
  return outcome && { sequence: Number(sequence), outcome, millis: Number(millis) };
}
