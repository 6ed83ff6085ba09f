import { faultTitle } from '../../contract/words/fault-words.ts';
import { formatMs, formatNumber } from '../../contract/words/format.ts';
import { currentFaults } from '../state/platform.ts';
import { edgeKey } from './layout.ts';
import type { ShownEdge } from './remember.ts';

/** The map in numbers. */
export function EdgeTable({ edges }: { edges: readonly ShownEdge[] }) {
  if (edges.length === 0) return <p class="empty">Nobody calls anybody. Start traffic to see the calls.</p>;
  return (
    <details class="panel-table">
      <summary aria-label="The map as a table">Table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="The map as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">From and to</th>
              <th scope="col">Rate</th>
              <th scope="col">Errors</th>
              <th scope="col">p95</th>
              <th scope="col">Received</th>
              <th scope="col">Known faults</th>
            </tr>
          </thead>
          <tbody>
            {edges.map((edge) => (
              <tr key={edgeKey(edge)}>
                <th scope="row">
                  {edgeKey(edge)}
                  {edge.kind === 'message' && <small> {edge.transport} messages, one way</small>}
                </th>
                <td class="number">{formatNumber(edge.rps)} /s</td>
                <td class="number">{formatNumber(edge.errorPercent)} %</td>
                <td class="number">{formatMs(edge.p95Ms)}</td>
                <td class="number">
                  {edge.receivedRps === null ? '–' : `${formatNumber(edge.receivedRps)} /s`}
                </td>
                <td>
                  {currentFaults.value
                    .filter(({ id }) => edge.faults.includes(id))
                    .map(faultTitle)
                    .join(', ') || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
