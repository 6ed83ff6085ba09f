import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard as GrafanaDashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from '../../../contract/panels.ts';
import { bands } from './annotations.ts';
import { grafanaPanel } from './grafana-panel.ts';
import { grafanaVariables } from './grafana-variables.ts';
import { dashboardLinks, dashboardTag } from './links.ts';
import { serviceExtras } from './service-extras.ts';

/** A dashboard as Grafana reads it. Its address is `/d/<id>/<title in lower case>`. */
export function grafanaDashboard(dashboard: Dashboard): GrafanaDashboard {
  const builder = new DashboardBuilder(dashboard.title)
    .uid(dashboard.id)
    .description(dashboard.description)
    .tags([dashboardTag])
    .readonly()
    .time({ from: 'now-15m', to: 'now' })
    .refresh('2s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(grafanaVariables(dashboard))
    .annotations(bands())
    .links(dashboardLinks());
  const panels = dashboard.panels.map((panel, index) => grafanaPanel(panel, index + 1));
  const extras = dashboard.id === 'dsp-service-detail' ? serviceExtras(panels.length + 1) : [];
  for (const panel of [...panels, ...extras]) builder.withPanel(panel);
  return builder.build();
}
