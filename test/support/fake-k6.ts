import type { Program } from './fake-job.ts';

/** The line that the script writes at its end, as k6 1.8 gives the numbers to `handleSummary`. */
export function k6Summary(requests: number, failed = 0): string {
  const metrics = {
    http_reqs: { type: 'counter', contains: 'default', values: { count: requests, rate: requests / 10 } },
    http_req_failed: {
      type: 'rate',
      contains: 'default',
      values: { rate: failed / Math.max(1, requests), passes: failed, fails: requests - failed },
    },
    http_req_duration: {
      type: 'trend',
      contains: 'time',
      values: { avg: 12, min: 4, med: 10.5, max: 90, 'p(90)': 20, 'p(95)': 40.25, 'p(99)': 80 },
    },
    dropped_iterations: { type: 'counter', contains: 'default', values: { count: 3, rate: 0.3 } },
  };
  return JSON.stringify({ dspSummary: metrics });
}

/** A k6 that makes its requests until it is stopped, and then says how it went. */
export const fakeK6: Program = (job) => {
  job.onTerminate = () => {
    job.write('stdout', k6Summary(50, 5));
    job.write(
      'stderr',
      '{"level":"error","msg":"test run was aborted because k6 received a \'terminated\' signal"}',
    );
    job.exit(105);
  };
};
