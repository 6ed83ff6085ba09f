import type { Delivery } from '../../contract/delivery.ts';
import { formatTime } from '../../contract/words/format.ts';
import { exactNumber } from '../ui/exact-number.ts';
import { Section } from '../ui/section.tsx';

const columns = [
  ['delivered', 'Delivered'],
  ['redelivered', 'Redelivered'],
  ['effects', 'Effects'],
  ['duplicateEffects', 'Duplicate effects'],
  ['deduplicated', 'Deduplicated'],
  ['reordered', 'Reordered'],
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
                {columns.map(([name, title]) => (
                  <th key={name} scope="col">
                    {title}
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
                  {columns.map(([name]) => (
                    <td key={name} class="number">
                      {exactNumber(node[name])}
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
