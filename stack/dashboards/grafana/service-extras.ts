import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LokiQueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { DataqueryBuilder as TempoQueryBuilder } from '@grafana/grafana-foundation-sdk/tempo';
import { SearchTableType } from '@grafana/grafana-foundation-sdk/tempo';
import { loki, tempo } from './data-sources.ts';

/** Traces and logs of the chosen service. The live page has views of its own for them. */
export function serviceExtras(firstId: number): [TableBuilder, TableBuilder, LogsBuilder] {
  return [
    traces(
      'Traces',
      '{ resource.service.name = "$service" }',
      'Each id opens a trace, and from there its logs.',
    ).id(firstId),
    traces(
      'Traces with an error',
      '{ resource.service.name = "$service" && status = error }',
      'Where a failure began: the deepest span in red.',
    ).id(firstId + 1),
    new LogsBuilder()
      .id(firstId + 2)
      .title('Logs')
      .description('What the service said; the trace id of a line opens its trace.')
      .datasource(loki)
      .span(24)
      .height(10)
      .showTime(true)
      .wrapLogMessage(true)
      .enableLogDetails(true)
      .sortOrder(LogsSortOrder.Descending)
      .withTarget(
        new LokiQueryBuilder()
          .refId('A')
          .datasource(loki)
          .expr('{source="app", service_name="$service"}')
          .maxLines(500),
      ),
  ];
}

function traces(title: string, query: string, description: string): TableBuilder {
  return new TableBuilder()
    .title(title)
    .description(description)
    .datasource(tempo)
    .span(12)
    .height(8)
    .withTarget(
      new TempoQueryBuilder()
        .refId('A')
        .datasource(tempo)
        .queryType('traceql')
        .query(query)
        .limit(50)
        .tableType(SearchTableType.Traces),
    );
}
