import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as ChartBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '../../../contract/panels.ts';
import { prometheus } from './data-sources.ts';
import { serviceLinks } from './links.ts';
import { grafanaThresholds } from './thresholds.ts';
import { grafanaUnits, valueMappings } from './units.ts';

export type AnyPanelBuilder = StatBuilder | TableBuilder | ChartBuilder;

/** A panel as Grafana draws it. `id` is its number on the dashboard. */
export function grafanaPanel(panel: Panel, id: number): AnyPanelBuilder {
  const description = [panel.teaches, ...(panel.quiet === undefined ? [] : [panel.quiet])].join('\n\n');
  const builder = builderOf(panel)
    .id(id)
    .title(panel.title)
    .description(description)
    .datasource(prometheus)
    .unit(grafanaUnits[panel.unit])
    .mappings(valueMappings(panel.unit))
    .thresholds(grafanaThresholds(panel.thresholds))
    .interval(`${panel.minStepSeconds ?? 2}s`)
    .targets(panel.queries.map((query, index) => target(panel, query, index)));
  return panel.queries.some(({ legend }) => legend.includes('{{service_name}}'))
    ? builder.dataLinks(serviceLinks())
    : builder;
}

function builderOf(panel: Panel): AnyPanelBuilder {
  switch (panel.kind) {
    case 'stat':
      return new StatBuilder().span(6).height(4);
    case 'table':
      return readableColumns(new TableBuilder().span(12).height(8), panel);
    case 'timeseries':
      return chartBuilder(panel);
  }
}

function chartBuilder({ thresholds }: Panel): ChartBuilder {
  const style = thresholds.length === 0 ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed;
  return (
    new ChartBuilder()
      .span(12)
      .height(8)
      .min(0)
      .lineWidth(1)
      .fillOpacity(8)
      // A gap is a gap: nothing was heard, which is not the same as nothing happened.
      .spanNulls(false)
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(style))
      .legend(
        new VizLegendOptionsBuilder()
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .showLegend(true),
      )
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
  );
}

/** One row for each set of labels, one column for each query, named by what its legend says besides labels. */
function readableColumns(builder: TableBuilder, { queries }: Panel): TableBuilder {
  const names = queries.map(({ legend }, index) => {
    const words = legend.replace(/\{\{\w+\}\}|[→()]/g, '').trim();
    return [`Value #${refId(index)}`, words === '' || words === 'on' ? 'Value' : words] as const;
  });
  const only = queries.length === 1 ? [['Value', names[0]?.[1] ?? 'Value'] as const] : [];
  return builder.withTransformation({ id: 'merge', options: {} }).withTransformation({
    id: 'organize',
    options: { excludeByName: { Time: true }, renameByName: Object.fromEntries([...names, ...only]) },
  });
}

function target(
  { kind }: Panel,
  { expression, legend }: Panel['queries'][number],
  index: number,
): DataqueryBuilder {
  const query = new DataqueryBuilder()
    .refId(refId(index))
    .datasource(prometheus)
    .expr(expression)
    .legendFormat(legend)
    // Only the buckets of histograms carry exemplars.
    .exemplar(kind === 'timeseries' && expression.includes('_bucket{'));
  if (kind === 'table') return query.instant().format(PromQueryFormat.Table);
  return kind === 'stat' ? query.instant().format(PromQueryFormat.TimeSeries) : query.range();
}

function refId(index: number): string {
  return String.fromCharCode(65 + index);
}
