import { useComputed } from '@preact/signals';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Dashboard } from '../../contract/panels.ts';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { place } from '../app/place.ts';
import { readDeliveries } from '../delivery/read-deliveries.ts';
import { call } from '../state/api.ts';
import { BandKey } from './band-key.tsx';
import { lostPanel, readLostTelemetry } from './lost-telemetry.ts';
import { PanelCard } from './panel-card.tsx';
import { readServices } from './services.ts';
import { liveEnd, rangeSeconds } from './time-window.ts';
import { Toolbar } from './toolbar.tsx';
import { useDirectEffect } from './use-direct-effect.ts';
import { useLive } from './use-live.ts';

/** The panels of a dashboard, live, with one time and one cursor. */
export function ChartsView() {
  const [dashboards, setDashboards] = useState<readonly Dashboard[]>([]);
  const [problem, setProblem] = useState<string>();
  // What everything waits for does not wait for a frame.
  useLayoutEffect(() => {
    call('panelList', {}).then(
      (answer) => setDashboards(answer.dashboards),
      (error: unknown) => setProblem(wordsOf(error)),
    );
    void readServices();
    void readDeliveries();
  }, []);
  const chosen = place.value.about['dashboard'];
  const dashboard = dashboards.find(({ id }) => id === chosen) ?? dashboards[0];
  if (problem !== undefined) return <p class="problem">There are no panels: {problem}</p>;
  if (dashboard === undefined) return <p class="empty">Reading the panels …</p>;
  return (
    <>
      <h1 class="hidden">Charts</h1>
      <Toolbar dashboards={dashboards} dashboard={dashboard} />
      <p class="lead">{dashboard.description}</p>
      <BandKey />
      {/* A dashboard of its own gets a stream of its own. */}
      <Panels key={dashboard.id} dashboard={dashboard} marks={marksOf(dashboards)} />
    </>
  );
}

/** Panels that are not drawn, but mark times in the others. */
function marksOf(dashboards: readonly Dashboard[]): string[] {
  const ids = dashboards.flatMap(({ id, panels }) => panels.map((panel) => `${id}/${panel.id}`));
  return ids.filter((id) => id === lostPanel);
}

function Panels({ dashboard, marks }: { dashboard: Dashboard; marks: readonly string[] }) {
  const ids = dashboard.panels.map(({ id }) => `${dashboard.id}/${id}`);
  // Only what the queries depend on: a step to another place must not open the stream again.
  const variables = useComputed(() =>
    JSON.stringify(dashboard.variables.map((name) => [name, place.value.about[name] ?? ''])),
  );
  const live = useLive(
    () => ({
      panels: [...new Set([...ids, ...marks])],
      ...(Object.fromEntries(JSON.parse(variables.value) as [string, string][]) as object),
      sinceSeconds: rangeSeconds.value,
    }),
    (latest) => (liveEnd.value = latest),
  );
  useDirectEffect(() => {
    void live.version.value;
    readLostTelemetry(live.store(lostPanel));
  });
  return (
    <>
      {live.problem.value !== undefined && (
        <p class="problem" role="status">
          {live.problem.value} The charts show what was known before.
        </p>
      )}
      <div class="panels">
        {dashboard.panels.map((panel) => (
          <PanelCard key={panel.id} id={`${dashboard.id}/${panel.id}`} panel={panel} live={live} />
        ))}
      </div>
    </>
  );
}
