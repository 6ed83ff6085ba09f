import { useSignal } from '@preact/signals';
import type { Panel } from '../../contract/panels.ts';
import { formatTime, formatValue } from '../../contract/words/format.ts';
import type { PanelStore } from './panel-store.ts';
import { tableRows } from './table-rows.ts';
import { shownWindow } from './time-window.ts';
import type { Live } from './use-live.ts';

interface PanelTableProps {
  panel: Panel;
  store: PanelStore;
  live: Live;
}

/** The chart in numbers, for who cannot see it or wants to read them. Made only while it is open. */
export function PanelTable(props: PanelTableProps) {
  const isOpen = useSignal(false);
  return (
    <details class="panel-table" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary aria-label={`${props.panel.title} as a table`}>Table</summary>
      {isOpen.value && <Rows {...props} />}
    </details>
  );
}

function Rows({ panel, store, live }: PanelTableProps) {
  void live.version.value;
  const names = store.names;
  const rows = tableRows(store.columns(names), shownWindow.value);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={`Numbers of ${panel.title}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, values }) => (
            <tr key={time}>
              <th scope="row">{formatTime(time * 1000)}</th>
              {values.map((value, index) => (
                <td key={names[index]} class="number">
                  {formatValue(value, panel.unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
