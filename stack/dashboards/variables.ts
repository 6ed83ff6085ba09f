import type { Dashboard } from '../../contract/panels.ts';

export type VariableName = Dashboard['variables'][number];

/** Where the values of a variable come from, in Prometheus. */
export interface Variable {
  title: string;
  /** Series that carry the label, in the time that is looked at. */
  series: string;
  label: string;
}

/** The variables that the queries of panels know. */
export const variables: Record<VariableName, Variable> = {
  service: {
    title: 'Service',
    series: 'traces_span_metrics_calls_total{source="app", span_kind="SPAN_KIND_SERVER"}',
    label: 'service_name',
  },
  node: { title: 'Node', series: 'traces_span_metrics_calls_total{source="app"}', label: 'node' },
  run: { title: 'Run', series: 'dsp_run_active', label: 'run' },
};
