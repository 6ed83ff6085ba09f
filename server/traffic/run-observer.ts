import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { ToldOutcome } from './told/told.ts';

/** Somebody who watches what becomes of the messages of the runs. */
export interface RunObserver {
  /** A run has started, or was found again; what was told of it before is told again. */
  started(run: TrafficRun): void;
  /** The generator's word on a message of a run that was started. `endedMs`: Unix milliseconds. */
  told(run: string, outcome: ToldOutcome, endedMs: number): void;
  /**
   * A run is over. Its jobs, and with them their logs, are removed when this resolves.
   *
   * @param isToldAll Whether everything that its generator wrote has been read.
   */
  ended(run: TrafficRun, isToldAll: boolean): Promise<void>;
}
