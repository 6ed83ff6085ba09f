import type { TrafficRun } from '../../contract/traffic/run.ts';
import { isRunOver } from '../../contract/is-over.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { EventHub } from '../events/hub.ts';
import type { Journal } from '../journal/journal.ts';
import { withoutTimeline } from './run-record.ts';

/** All runs that are known, and their way into the journal and to everybody who listens. */
export interface RunStore {
  /** Newest first, without what is long. */
  list(): TrafficRun[];
  /** Those that are not over. */
  live(): TrafficRun[];
  find(id: string): TrafficRun | undefined;
  /** @throws ProblemError `run-not-found`. */
  get(id: string): TrafficRun;
  /** Tells everybody, and writes nothing down: what is counted every second is not worth the disk. */
  show(run: TrafficRun): void;
  /** Resolves when the run is on the disk. */
  save(run: TrafficRun): Promise<void>;
}

/** Takes up the runs that are in the journal. */
export function createRunStore(journal: Journal, hub: EventHub): RunStore {
  const runs = new Map(journal.runs().map((run) => [run.id, run]));

  function show(run: TrafficRun): void {
    runs.set(run.id, run);
    hub.publish({ type: 'traffic', run: withoutTimeline(run) });
  }

  return {
    list: () =>
      [...runs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).map(withoutTimeline),
    live: () => [...runs.values()].filter((run) => !isRunOver(run)),
    find: (id) => runs.get(id),

    get(id) {
      const run = runs.get(id);
      if (run === undefined) throw new ProblemError('run-not-found', `There is no run "${id}".`);
      return run;
    },

    show,

    async save(run) {
      show(run);
      await journal.record({ type: 'traffic', value: run });
    },
  };
}
