import { dashboards } from '../stack/dashboards/all.ts';
import type { Fault } from '../contract/faults/fault.ts';
import type { Node } from '../contract/nodes.ts';
import type { Timeline, TimelineQuery } from '../contract/timeline.ts';
import type { Topology } from '../contract/topology.ts';
import type { TrafficRun } from '../contract/traffic/run.ts';
import type { Config } from './config.ts';
import type { EventHub } from './events/hub.ts';
import { createLive, type Live } from './live/live.ts';
import { createAskLoki } from './logs/ask-loki.ts';
import { createFollowLogs, type FollowLogs } from './logs/follow-logs.ts';
import { createLogs, type SearchLogs } from './logs/search-logs.ts';
import type { QueryMetrics } from './metrics/prometheus.ts';
import { rememberNodeEvents } from './timeline/node-events.ts';
import { createTimeline } from './timeline/timeline.ts';
import { createTopology } from './topology/topology.ts';
import { createTraces, type Traces } from './traces/tempo.ts';

/** Everything that only looks. */
export interface Observation {
  topology: (node?: string) => Promise<Topology>;
  traces: Traces;
  logs: SearchLogs;
  followLogs: FollowLogs;
  live: Live;
  timeline: (query: TimelineQuery) => Timeline;
  close(): void;
}

/** Builds what looks at the system. It is made before the engine is followed, so that no event of a node is missed. */
export function createObservation(parts: {
  config: Pick<Config, 'parts'>;
  query: QueryMetrics;
  hub: EventHub;
  nodes: () => Node[];
  faults: () => Fault[];
  runs: () => TrafficRun[];
  now: () => Date;
}): Observation {
  const { config, query, hub, nodes, faults, runs, now } = parts;
  const askLoki = createAskLoki(config.parts.loki);
  const followLogs = createFollowLogs(askLoki);
  const live = createLive({ dashboards, query });
  const nodeEvents = rememberNodeEvents(hub, now);
  return {
    topology: createTopology({ query, nodes, faults, runs, now }),
    traces: createTraces(config.parts.tempo, now),
    logs: createLogs(askLoki, now),
    followLogs,
    live,
    timeline: createTimeline({ faults, runs, nodeEvents, now }),
    close() {
      live.close();
      followLogs.close();
      nodeEvents.close();
    },
  };
}
