import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../../../contract/panels.ts';

/** Our units in the words of Grafana. */
export const grafanaUnits: Record<Panel['unit'], string> = {
  s: 's',
  ms: 'ms',
  reqps: 'reqps',
  percent: 'percent',
  bytes: 'bytes',
  bytesps: 'Bps',
  count: 'short',
  cores: 'none',
  bool: 'none',
};

/** How values of a unit are written that are no numbers for people. */
export function valueMappings(unit: Panel['unit']): ValueMapping[] {
  if (unit !== 'bool') return [];
  const options = {
    '1': { text: 'yes', index: 0 },
    '0': { text: 'no', index: 1 },
    '-1': { text: 'unknown', index: 2 },
  };
  return [{ type: MappingType.ValueToText, options }];
}
