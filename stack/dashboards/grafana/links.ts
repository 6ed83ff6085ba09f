import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { tempo } from './data-sources.ts';

/** The tag that all our dashboards carry. */
export const dashboardTag = 'dsp';

/** From each dashboard to the others, with the same time and variables, and to the live page. */
export function dashboardLinks(): DashboardLinkBuilder[] {
  return [
    new DashboardLinkBuilder('Dashboards')
      .type(DashboardLinkType.Dashboards)
      .tags([dashboardTag])
      .includeVars(true)
      .keepTime(true),
    new DashboardLinkBuilder('Live page')
      .type(DashboardLinkType.Link)
      .url('http://localhost:5050/')
      .icon('external link')
      .tooltip('Inject faults and start traffic')
      .targetBlank(true),
  ];
}

/** From a line of a chart to what is known of its service; Grafana fills in the label of the line. */
export function serviceLinks(): DashboardLinkBuilder[] {
  const service = '${__field.labels.service_name}';
  return [
    dataLink(
      `Detail of ${service}`,
      `/d/dsp-service-detail/service-detail?var-service=${service}&\${__url_time_range}`,
    ),
    dataLink(`Traces of ${service}`, exploreTraces(service)),
  ];
}

function dataLink(title: string, url: string): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
}

/** Address of Explore with a search for the traces of a service. */
function exploreTraces(service: string): string {
  const query = `{ resource.service.name = "${service}" }`;
  const pane = {
    datasource: tempo.uid,
    queries: [{ refId: 'A', datasource: tempo, queryType: 'traceql', query, limit: 50 }],
    range: { from: '${__from}', to: '${__to}' },
  };
  const panes = encodeURIComponent(JSON.stringify({ traces: pane }));
  // Grafana fills in only what is not encoded.
  return `/explore?schemaVersion=1&orgId=1&panes=${panes.replace(/%24%7B([\w.]+)%7D/g, '${$1}')}`;
}
