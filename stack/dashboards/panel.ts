import type { Panel } from '../../contract/panels.ts';

/** What a chart is without what it has in common with most others. */
type Written = Omit<Panel, 'kind' | 'thresholds'> & Partial<Pick<Panel, 'thresholds'>>;

/** Lines over time. */
export function chart(panel: Written): Panel {
  return { kind: 'timeseries', thresholds: [], ...panel };
}

/** One number, as it is now. */
export function number(panel: Written): Panel {
  return { kind: 'stat', thresholds: [], ...panel };
}

/** Rows of numbers, as they are now. */
export function table(panel: Written): Panel {
  return { kind: 'table', thresholds: [], ...panel };
}

/** From where on a value is a warning, and from where on an error. */
export function limits(warning: number, error: number): Panel['thresholds'] {
  return [
    { value: warning, level: 'warning' },
    { value: error, level: 'error' },
  ];
}
