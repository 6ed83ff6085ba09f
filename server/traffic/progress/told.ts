/** A line that the script of k6 writes about a run, as `k6/outcome.ts` makes them. */
export type Told =
  | { type: 'start'; phase: string; startMs: number }
  | { type: 'drop'; sequence: number }
  | { type: 'outcome'; sequence: number; millis: number; failure: string | undefined };

const outcome = /dsp:m (\d{1,15}) [afi] (\d{1,9}(?:\.\d+)?)(?: ([a-z0-9-]{1,20}))?/;
const drop = /dsp:d (\d{1,15})/;
const start = /dsp:s ([a-z-]{1,20}) (\d{1,15})/;

/** Reads what a line of k6's log tells; `undefined` for any other line. */
export function readTold(line: string): Told | undefined {
  if (!line.includes('dsp:')) return undefined;
  const told = outcome.exec(line);
  if (told !== null) {
    const [, sequence, millis, failure] = told;
    return { type: 'outcome', sequence: Number(sequence), millis: Number(millis), failure };
  }
  const dropped = drop.exec(line);
  if (dropped !== null) return { type: 'drop', sequence: Number(dropped[1]) };
  const [, phase, startMs] = start.exec(line) ?? [];
  return phase === undefined ? undefined : { type: 'start', phase, startMs: Number(startMs) };
}
