import exec from 'k6/execution';
import http from 'k6/http';
import { messageBody, messageHeaders } from './message.ts';
import type { Task } from './task.ts';

/** The script that every traffic job runs. What it does is in the task; how the load goes over time, k6 knows. */
const task = JSON.parse(__ENV['DSP_TASK'] ?? '{}') as Task;

export const options = {
  scenarios: { [task.shape]: task.scenario },
  discardResponseBodies: true,
  // A label for each URL would make series without bound; the name is enough.
  systemTags: ['status', 'method', 'name', 'scenario', 'error_code', 'expected_response'],
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
  userAgent: 'dsp-k6',
};

const params = { timeout: task.timeoutMs, tags: { name: `${task.method} ${pathOf(task.targetUrl)}` } };

/** One request, numbered over all virtual users. */
export default function request(): void {
  const sequence = exec.scenario.iterationInTest;
  const headers = messageHeaders(task, sequence, randomHex);
  http.request(task.method, task.targetUrl, messageBody(task, sequence), { ...params, headers });
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
