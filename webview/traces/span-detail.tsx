import type { Span } from '../../contract/traces.ts';
import { formatTime } from '../../contract/words/format.ts';
import { useInSight } from '../ui/use-in-sight.ts';

/** All that is known of one span. */
export function SpanDetail({ span }: { span: Span }) {
  const attributes = Object.entries(span.attributes).toSorted(([a], [b]) => a.localeCompare(b));
  const detail = useInSight<HTMLDivElement>(span.spanId);
  return (
    <div class="evidence" ref={detail}>
      <h2>
        {span.service}: {span.name}
      </h2>
      <p class="hint">
        {span.kind} · began {formatTime(span.startedAt, true)} · on {span.node ?? 'no node'}
      </p>
      {span.error !== null && <p class="problem">Error{span.error === '' ? '.' : `: ${span.error}`}</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label="Attributes of the span">
        <table>
          <tbody>
            {attributes.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="wrap">{String(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
