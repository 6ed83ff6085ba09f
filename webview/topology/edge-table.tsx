import { currentFaults } from '../state/platform.ts';
import { faultTitle } from '../faults/fault-words.ts';
import { formatMs, formatNumber } from '../ui/format.ts';
import type { ShownEdge } from './remember.ts';

/** The map in numbers. */
export function EdgeTable({ edges }: { edges: readonly ShownEdge[] }) {
  if (edges.length === 0) return <p class="empty">Nobody calls anybody. Start traffic to see the calls.</p>;
  return (
    <details class="panel-table">
      <summary aria-label="The map as a table">Table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Calls</th>
            <th scope="col">Rate</th>
            <th scope="col">Errors</th>
            <th scope="col">p95</th>
            <th scope="col">Known faults</th>
          </tr>
        </thead>
        <tbody>
          {edges.map(({ from, to, rps, errorPercent, p95Ms, faults }) => (
            <tr key={`${from} ${to}`}>
              <th scope="row">
                {from} → {to}
              </th>
              <td class="number">{formatNumber(rps)} /s</td>
              <td class="number">{formatNumber(errorPercent)} %</td>
              <td class="number">{formatMs(p95Ms)}</td>
              <td>
                {currentFaults.value
                  .filter(({ id }) => faults.includes(id))
                  .map(faultTitle)
                  .join(', ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
