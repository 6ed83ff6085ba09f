import type { Outcome } from '../contract/message.ts';

/** k6's codes of errors that come before a single byte was sent, from its list "Error codes". */
const neverSent: readonly [from: number, to: number][] = [
  [1020, 1020], // the address is not one
  [1100, 1199], // name not found, or not allowed
  [1210, 1219], // not connected: refused, timed out, no route
  [1300, 1399], // TLS
];

/**
 * Sorts the end of a request. A time-out, a connection that was cut and a 5xx say nothing about whether the
 * message took effect, so they are indeterminate and not failures (Jepsen's `info`).
 */
export function outcomeOf({ status, error_code }: { status: number; error_code: number }): Outcome {
  if (status >= 200 && status < 400) return 'acknowledged';
  if (status >= 400 && status < 500) return 'failed';
  if (status === 0 && neverSent.some(([from, to]) => error_code >= from && error_code <= to)) return 'failed';
  return 'indeterminate';
}

/**
 * The line by which an outcome is told: `dsp:m <sequence> <a|f|i> <milliseconds>`, and in one word why it counts as
 * failed, if it does. Short, as there are many.
 */
export function outcomeLine(sequence: number, outcome: Outcome, millis: number, failure?: string): string {
  const words = `dsp:m ${sequence} ${outcome.charAt(0)} ${Math.round(millis * 10) / 10}`;
  return failure === undefined ? words : `${words} ${failure}`;
}

/** The line for a message that could not be sent in time, because no virtual user was free: `dsp:d <sequence>`. */
export function dropLine(sequence: number): string {
  return `dsp:d ${sequence}`;
}

/** The line by which a phase tells when its time began: `dsp:s <name> <Unix milliseconds>`. */
export function startLine(phase: string, startMs: number): string {
  return `dsp:s ${phase} ${Math.round(startMs)}`;
}
