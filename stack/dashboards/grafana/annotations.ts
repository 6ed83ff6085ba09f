import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { prometheus } from './data-sources.ts';

/** Bands on every chart, from series that the Platform API exports: they need no state in Grafana. */
export const annotationQueries = [
  {
    name: 'Faults',
    color: 'red',
    expression: 'max by (fault, kind, node) (dsp_fault_active) > 0',
    title: '{{kind}} on {{node}}',
    text: 'fault {{fault}}',
    tagKeys: 'kind,node',
  },
  {
    name: 'Runs',
    color: 'blue',
    expression: 'max by (run, scenario) (dsp_run_active) > 0',
    title: 'traffic {{run}}',
    text: '{{scenario}}',
    tagKeys: 'scenario',
  },
] as const;

/** Grafana joins neighbouring points to a band when they are no further apart than this. */
const step = '5s';

export function bands(): AnnotationQueryBuilder[] {
  return annotationQueries.map(({ name, color, expression, title, text, tagKeys }) =>
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(prometheus)
      .enable(true)
      .iconColor(color)
      .expr(expression)
      .step(step)
      .target(
        new DataqueryBuilder().datasource(prometheus).expr(expression).interval(step).refId('Anno').range(),
      )
      .titleFormat(title)
      .textFormat(text)
      .tagKeys(tagKeys),
  );
}
