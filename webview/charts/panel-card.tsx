import { useSignal } from '@preact/signals';
import type { Panel } from '../../contract/panels.ts';
import { Empty, Section } from '../ui/section.tsx';
import { Chart } from './chart.tsx';
import type { PanelStore } from './panel-store.ts';
import { PanelTable } from './panel-table.tsx';
import { StatPanel } from './stat-panel.tsx';
import { TablePanel } from './table-panel.tsx';
import { useDirectEffect } from './use-direct-effect.ts';
import type { Live } from './use-live.ts';

interface PanelCardProps {
  id: string;
  panel: Panel;
  live: Live;
}

/** One panel: its title, what it teaches, and what there is to see. */
export function PanelCard({ id, panel, live }: PanelCardProps) {
  const store = useSignal<PanelStore | undefined>(undefined);
  const isEmpty = useSignal(true);
  useDirectEffect(() => {
    void live.version.value;
    store.value = live.store(id);
    isEmpty.value = store.value === undefined || store.value.names.length === 0;
  });
  return (
    <Section title={panel.title} class={`panel ${panel.kind}`}>
      <p class="teaches">{panel.teaches}</p>
      <PanelBody panel={panel} live={live} store={store.value} isEmpty={isEmpty.value} />
    </Section>
  );
}

interface PanelBodyProps extends Omit<PanelCardProps, 'id'> {
  store: PanelStore | undefined;
  isEmpty: boolean;
}

function PanelBody({ panel, live, store, isEmpty }: PanelBodyProps) {
  if (store === undefined) return <Empty>{live.problem.value ?? 'Waiting for points …'}</Empty>;
  if (panel.kind === 'stat') return <StatPanel panel={panel} store={store} live={live} />;
  if (isEmpty)
    return <Empty>Nothing to show. {panel.quiet ?? 'There is something while nodes are called.'}</Empty>;
  if (panel.kind === 'table') return <TablePanel panel={panel} store={store} live={live} />;
  return (
    <>
      <Chart panel={panel} store={store} live={live} />
      <PanelTable panel={panel} store={store} live={live} />
    </>
  );
}
