import type { Delivery } from '../../contract/delivery.ts';
import { formatNumber, formatTime } from '../../contract/words/format.ts';
import { Section } from '../ui/section.tsx';

const columns = [
  'delivered',
  'redelivered',
  'effects',
  'duplicateEffects',
  'deduplicated',
  'reordered',
] as const;

/** The counts of each node, and the times in which telemetry may have been lost. */
export function PerNode({ delivery: { perNode, blindSpots, sinks } }: { delivery: Delivery }) {
  return (
    <>
      {blindSpots.length > 0 && (
        <Section title="Telemetry lost">
          <p class="hint">
            What was not seen in these times may have happened. They are bands in the charts, too.
          </p>
          <ul>
            {blindSpots.map(({ node, from, to, reason }, index) => (
              <li key={index}>
                {formatTime(from)} – {formatTime(to)}, {node ?? 'all nodes'}: {reason}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="By node">
        <div class="scroll" tabIndex={0} role="region" aria-label="Counts by node">
          <table>
            <thead>
              <tr>
                <th scope="col">Node</th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {perNode.map((node) => (
                <tr key={`${node.node} ${node.service}`}>
                  <th scope="row">
                    {node.node} {sinks.includes(node.service) && <small>sink</small>}
                  </th>
                  {columns.map((name) => (
                    <td key={name} class="number">
                      {formatNumber(node[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  );
}
