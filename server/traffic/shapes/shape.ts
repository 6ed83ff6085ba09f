import type { TrafficRequest } from '../../../contract/traffic/run.ts';

/** A scenario in k6's own words (`options.scenarios`), see the k6 documentation, "Scenarios". */
export type K6Scenario = Record<string, unknown> & { executor: string };

/** What a shape makes of a request: how k6 does it, and what it should come to. */
export interface TrafficPlan {
  scenario: K6Scenario;
  plannedRequests: number;
  /** Virtual users that k6 may need at most. */
  maxVirtualUsers: number;
}

/** A shape of load over time: a pure function from its parameters to a plan. */
export type Shape = (request: TrafficRequest) => TrafficPlan;
