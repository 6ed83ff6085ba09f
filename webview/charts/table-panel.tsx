import type { Panel } from '../../contract/panels.ts';
import { formatValue } from '../../contract/words/format.ts';
import { levelOf } from './level.ts';
import type { PanelStore } from './panel-store.ts';
import type { Live } from './use-live.ts';

/** Rows of numbers as they are now, the highest first. */
export function TablePanel({ panel, store, live }: { panel: Panel; store: PanelStore; live: Live }) {
  void live.version.value;
  const limits = panel.thresholds.map(({ value }) => value);
  const rows = store.names
    .map((name) => ({ name, value: store.last(name) }))
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
  return (
    <table>
      <tbody>
        {rows.map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class={`number ${levelOf(value, limits)}`}>{formatValue(value, panel.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
