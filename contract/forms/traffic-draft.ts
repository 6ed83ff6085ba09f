import type { Written } from './fields.ts';

/** Two texts that belong together: a header and its value, a target and its weight. */
export interface Pair {
  name: string;
  value: string;
}

/** All that a traffic form holds. */
export interface TrafficDraft {
  /** Of the scenario. */
  type: string;
  /** What was written into the simple inputs. */
  written: Written;
  headers: readonly Pair[];
  /** Further targets with their weights. */
  moreTargets: readonly Pair[];
  /** Statuses that count as success, with commas between. */
  expectedStatus: string;
  /** Limits, by `errorPercent` and by percentile. */
  limits: Written;
}

/** What the form is filled with when it opens. */
export function trafficDraftOf(written: Written): TrafficDraft {
  return { type: 'constant', written, headers: [], moreTargets: [], expectedStatus: '', limits: {} };
}
