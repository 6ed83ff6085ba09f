import { messageId, traceIdOf } from '../contract/message.ts';
import { fillTemplate } from './fill-template.ts';
import type { Task } from './task.ts';

/**
 * Headers of a request: who the message is, and its place in a trace.
 *
 * `traceparent` (W3C Trace Context) makes the request the root of a sampled trace; `baggage` (W3C Baggage) is
 * passed on by any OpenTelemetry SDK, so that every service's spans can carry the identity without any code.
 *
 * @param randomHex Gives so many random hexadecimal digits.
 */
export function messageHeaders(
  task: Pick<Task, 'run' | 'headers'>,
  sequence: number,
  randomHex: (digits: number) => string,
): Record<string, string> {
  const id = messageId(task.run, sequence);
  // In lower case, so that a header of the request takes the place of one of ours, and none is sent twice.
  const own = Object.entries(task.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(own),
    traceparent: `00-${traceIdOf(task.run, sequence)}-${randomHex(16)}-01`,
    baggage: `dsp.run=${task.run},dsp.message=${id}`,
    'idempotency-key': id,
  };
}

/** Body of a request: the user's own with its placeholders filled in, or a small message. */
export function messageBody(
  { run, body, method, seed }: Pick<Task, 'run' | 'body' | 'method' | 'seed'>,
  sequence: number,
): string | null {
  if (body !== null) return fillTemplate(body, { run, message: messageId(run, sequence), sequence, seed });
  if (method === 'GET' || method === 'DELETE') return null;
  return JSON.stringify({ text: `message ${sequence}`, run, sequence });
}
