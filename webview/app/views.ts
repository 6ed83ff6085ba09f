import type { ComponentType } from 'preact';
import { ChartsView } from '../charts/charts-view.tsx';
import { DeliveryView } from '../delivery/delivery-view.tsx';
import { LogsView } from '../logs/logs-view.tsx';
import { NowView } from '../now/now-view.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';
import { TopologyView } from '../topology/topology-view.tsx';
import { TracesView } from '../traces/traces-view.tsx';

/** Every view, in the order of the tabs. */
export const views: readonly { name: string; title: string; View: ComponentType }[] = [
  { name: 'now', title: 'Now', View: NowView },
  { name: 'charts', title: 'Charts', View: ChartsView },
  { name: 'topology', title: 'Topology', View: TopologyView },
  { name: 'timeline', title: 'Timeline', View: TimelineView },
  { name: 'traces', title: 'Traces', View: TracesView },
  { name: 'logs', title: 'Logs', View: LogsView },
  { name: 'delivery', title: 'Delivery', View: DeliveryView },
];
