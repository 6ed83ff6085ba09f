import type { Outcome } from '../../../contract/message.ts';

/** What the generator says of one message. */
export interface ToldOutcome {
  type: 'outcome';
  sequence: number;
  outcome: Outcome;
  /** From the attempt to its end, which is when the line was written. */
  millis: number;
  /** Why it counts as failed, in one word; `undefined` when it does not. */
  failure: string | undefined;
}

/** A line that the script of k6 writes about a run, as `k6/outcome.ts` makes them. */
export type Told =
  { type: 'start'; phase: string; startMs: number } | { type: 'drop'; sequence: number } | ToldOutcome;

/** Takes what a line tells, and when it was written, Unix milliseconds: for an outcome, when the request ended. */
export type TakeTold = (told: Told, writtenMs: number) => void;

const outcomes = { a: 'acknowledged', f: 'failed', i: 'indeterminate' } as const satisfies Record<
  string,
  Outcome
>;

const outcomeLine = /dsp:m (\d{1,15}) ([afi]) (\d{1,9}(?:\.\d+)?)(?: ([a-z0-9-]{1,20}))?/;
const dropLine = /dsp:d (\d{1,15})/;
const startLine = /dsp:s ([a-z-]{1,20}) (\d{1,15})/;

/** Reads what a line of k6's log, which is JSON, tells; `undefined` for any other line. */
export function readTold(line: string): Told | undefined {
  // Most lines are ours, and those that are not are told apart without a search.
  if (!line.includes('dsp:')) return undefined;
  const told = outcomeLine.exec(line);
  if (told !== null) {
    const [, sequence, letter, millis, failure] = told;
    const outcome = outcomes[letter as keyof typeof outcomes];
    return { type: 'outcome', sequence: Number(sequence), outcome, millis: Number(millis), failure };
  }
  const dropped = dropLine.exec(line);
  if (dropped !== null) return { type: 'drop', sequence: Number(dropped[1]) };
  const [, phase, startMs] = startLine.exec(line) ?? [];
  return phase === undefined ? undefined : { type: 'start', phase, startMs: Number(startMs) };
}
