import type { Schedule } from './schedule/schedule.ts';

/** Where messages go, and their share of them in proportion to the others. */
export interface Target {
  url: string;
  weight: number;
}

/** A part of a run with a plan of its own: the warm-up, or the run itself. Each is one scenario of k6. */
export interface Phase {
  name: string;
  schedule: Schedule;
  /** Number of its first message in the run. */
  firstSequence: number;
  /** Messages wait for a free worker, however late; otherwise one that cannot be sent in time is dropped. */
  isClosed: boolean;
  /** The scenario in k6's own words. */
  scenario: Record<string, unknown>;
}

/** What a run asks of k6, as the Platform API hands it over in a file. */
export interface Task {
  run: string;
  targets: Target[];
  method: string;
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
  /** null: 200 to 399. */
  expectedStatus: number[] | null;
  seed: number;
  /** Unix milliseconds after which no message is due, for a job that takes over; null: the phases end by themselves. */
  endsAtMs: number | null;
  phases: Phase[];
  /** k6's own thresholds by metric, such as `http_req_failed{scenario:constant}`. */
  thresholds: Record<string, string[]>;
}
