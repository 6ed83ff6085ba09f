import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../../../contract/panels.ts';

const colors = { warning: 'orange', error: 'red' } as const;

/** Green, and from each limit on the colour of its level. */
export function grafanaThresholds(thresholds: Panel['thresholds']): ThresholdsConfigBuilder {
  const steps = thresholds.map(({ value, level }) => ({ value, color: colors[level] }));
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: 'green' }, ...steps]);
}
