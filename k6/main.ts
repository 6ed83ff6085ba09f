import exec from 'k6/execution';
import http from 'k6/http';
import { messageBody, messageHeaders } from './message.ts';
import { outcomeLine, outcomeOf } from './outcome.ts';
import type { Task } from './task.ts';

/** The script that every traffic job runs. What it does is in the task; how the load goes over time, k6 knows. */
const task = JSON.parse(__ENV['DSP_TASK'] ?? '{}') as Task;

/** k6's own console, which its types leave out. */
declare const console: { log(line: string): void };

export const options = {
  scenarios: { [task.shape]: task.scenario },
  discardResponseBodies: true,
  // A label for each URL would make series without bound; the name is enough.
  systemTags: ['status', 'method', 'name', 'scenario', 'error_code', 'expected_response'],
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
  userAgent: 'dsp-k6',
};

const params = {
  timeout: task.timeoutMs,
  // One message is one request: a redirect is an answer, and is not followed.
  redirects: 0,
  tags: { name: `${task.method} ${pathOf(task.targetUrl)}` },
};

/** One request, numbered over all virtual users, and a word on what became of it. */
export default function request(): void {
  const sequence = exec.scenario.iterationInTest;
  const headers = messageHeaders(task, sequence, randomHex);
  const begun = Date.now();
  const answer = http.request(task.method, task.targetUrl, messageBody(task, sequence), {
    ...params,
    headers,
  });
  // k6's log is the one way out of the job that goes over no network, so no fault can cut it.
  console.log(outcomeLine(sequence, outcomeOf(answer), Date.now() - begun));
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

function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]+([^?#]*)/.exec(url)?.[1] || '/';
}
