import exec from 'k6/execution';
import http, { type RefinedResponse } from 'k6/http';
import { Counter } from 'k6/metrics';
import { awaitMoment } from './await-moment.ts';
import { chooseTarget } from './choose-target.ts';
import { failureOf } from './failure.ts';
import { messageBody, messageHeaders } from './message.ts';
import { dropLine, outcomeLine, outcomeOf, startLine } from './outcome.ts';
import { readyPhases } from './phases.ts';
import type { Target, Task } from './task.ts';

/**
 * The script that every traffic job runs. What it does is in the task.
 *
 * Every phase is a scenario of shared iterations: a virtual user that is free takes the next message, waits for the
 * moment at which that message is due, and sends it. So each message has its own exact time, whatever the shape.
 */
const task = JSON.parse(open('/dsp/task.json')) as Task;
const phases = readyPhases(task.phases);

/** Requests that have begun; those that have ended are k6's own `http_reqs`. */
const started = new Counter('requests_started');
/** k6's own metric: a message that no virtual user was free for is one that its open executors would drop. */
const dropped = new Counter('dropped_iterations');

/** k6's own console, which its types leave out. */
declare const console: { log(line: string): void };

export const options = {
  scenarios: Object.fromEntries(task.phases.map(({ name, scenario }) => [name, scenario])),
  thresholds: task.thresholds,
  discardResponseBodies: true,
  // A label for each URL would make series without bound; the name is enough.
  systemTags: ['status', 'method', 'name', 'scenario', 'error_code', 'expected_response'],
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
  userAgent: 'dsp-k6',
};

if (task.expectedStatus !== null) http.setResponseCallback(http.expectedStatuses(...task.expectedStatus));

/** One message, numbered over all virtual users: waited for, sent, and a word on what became of it. */
export default function message(): void {
  const { name, startTime, iterationInTest: number } = exec.scenario;
  const phase = phases.get(name);
  if (phase === undefined) throw new Error(`There is no phase "${name}".`);
  const sequence = phase.firstSequence + number;
  // k6's log is the one way out of the job that goes over no network, so no fault can cut it.
  if (number === 0) console.log(startLine(name, startTime));
  const dueMs = startTime + phase.due(number) * 1000;
  if (task.endsAtMs !== null && dueMs > task.endsAtMs) return;
  switch (awaitMoment(dueMs, phase.isClosed)) {
    case 'due':
      return send(chooseTarget(task.targets, task.seed, sequence), sequence);
    case 'late':
      dropped.add(1);
      return console.log(dropLine(sequence));
    case 'cut':
      return;
  }
}

function send(target: Target, sequence: number): void {
  started.add(1);
  const begun = Date.now();
  const answer = http.request(task.method, target.url, messageBody(task, sequence), {
    headers: messageHeaders(task, sequence, randomHex),
    timeout: task.timeoutMs,
    // One message is one request: a redirect is an answer, and is not followed.
    redirects: 0,
    tags: { name: `${task.method} ${nameOf(target.url)}` },
  });
  const failure = failureOf(answer, task.expectedStatus);
  console.log(outcomeLine(sequence, outcomeOf(answer), wholeTime(answer, Date.now() - begun), failure));
}

/**
 * From the wish to send until the end, milliseconds: with the connection, unlike k6's `duration`. The clock of the
 * script is only exact to a millisecond, but it knows of what k6's timings leave out, such as the look-up of a name.
 */
function wholeTime({ status, timings }: RefinedResponse<'none'>, elapsed: number): number {
  const { blocked, connecting, tls_handshaking, duration } = timings;
  const timed = blocked + connecting + tls_handshaking + duration;
  return status !== 0 && elapsed - timed < 2 ? timed : elapsed;
}

/** Hands the results to the platform as one line of JSON on standard output. */
export function handleSummary(data: { metrics: unknown }): Record<string, string> {
  return { stdout: `${JSON.stringify({ dspSummary: data.metrics })}\n` };
}

function randomHex(digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(Math.random() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}

/** Path of a URL; with its host where several targets could have the same path. */
function nameOf(url: string): string {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]+)([^?#]*)/.exec(url) ?? [];
  return `${task.targets.length > 1 ? host : ''}${path || '/'}`;
}
