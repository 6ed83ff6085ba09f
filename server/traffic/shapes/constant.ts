import type { Shape } from './shape.ts';
import { virtualUsersFor } from './virtual-users.ts';

/** The same rate from start to end. Requests start on time whether earlier ones were answered or not. */
export const constant: Shape = ({ rps, durationSeconds, timeoutMs }) => {
  const users = virtualUsersFor(rps, timeoutMs);
  return {
    scenario: {
      executor: 'constant-arrival-rate',
      ...wholeRate(rps),
      duration: `${durationSeconds}s`,
      preAllocatedVUs: users.preAllocated,
      maxVUs: users.most,
      gracefulStop: `${Math.ceil(timeoutMs / 1000)}s`,
    },
    plannedRequests: Math.round(rps * durationSeconds),
    maxVirtualUsers: users.most,
  };
};

/** k6 takes whole numbers only, so that a broken rate is said over a longer unit of time. */
function wholeRate(rps: number): { rate: number; timeUnit: string } {
  return Number.isInteger(rps)
    ? { rate: rps, timeUnit: '1s' }
    : { rate: Math.round(rps * 100), timeUnit: '100s' };
}
