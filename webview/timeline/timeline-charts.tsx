import { useEffect, useState } from 'preact/hooks';
import { useComputed } from '@preact/signals';
import type { Panel } from '../../contract/panels.ts';
import { Chart } from '../charts/chart.tsx';
import { liveEnd, rangeSeconds } from '../charts/time-window.ts';
import { useLive, type Live } from '../charts/use-live.ts';
import { call } from '../state/api.ts';

/** What most effects of a fault are seen in. */
const shownPanels = ['dsp-load/served', 'dsp-errors/latency-p95', 'dsp-errors/error-share'];

/** Load, latency and errors under the rows, on the same axis: cause and effect below one another. */
export function TimelineCharts() {
  const [panels, setPanels] = useState<readonly { id: string; panel: Panel }[]>([]);
  useEffect(() => {
    call('panelList', {}).then(
      ({ dashboards }) => {
        const all = dashboards.flatMap(({ id, panels: list }) =>
          list.map((panel) => ({ id: `${id}/${panel.id}`, panel })),
        );
        setPanels(shownPanels.flatMap((id) => all.find((each) => each.id === id) ?? []));
      },
      // The rows say that there is no connection.
      () => undefined,
    );
  }, []);
  const live = useLive(
    () => ({ panels: shownPanels, sinceSeconds: rangeSeconds.value }),
    (latest) => (liveEnd.value = latest),
  );
  return (
    <>
      {live.problem.value !== undefined && <p class="problem">{live.problem.value}</p>}
      {panels.map(({ id, panel }) => (
        <ChartRow key={id} id={id} panel={panel} live={live} />
      ))}
    </>
  );
}

function ChartRow({ id, panel, live }: { id: string; panel: Panel; live: Live }) {
  const store = useComputed(() => {
    void live.version.value;
    return live.store(id);
  });
  return (
    <section class="lane chart-row" aria-label={panel.title}>
      <div class="lane-name">
        <span>{panel.title}</span>
      </div>
      <div class="chart-cell">
        {store.value === undefined ? (
          <p class="empty">
            {live.problem.value === undefined ? 'Waiting for points …' : 'There are no points.'}
          </p>
        ) : (
          <Chart panel={panel} store={store.value} live={live} />
        )}
      </div>
    </section>
  );
}
