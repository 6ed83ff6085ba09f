import type { Delivery } from '../../contract/delivery.ts';
import { hashOf } from '../app/place.ts';
import { Section } from '../ui/section.tsx';

const kinds = {
  lost: 'Lost',
  duplicated: 'Took effect twice',
  redelivered: 'Arrived again',
  recovered: 'Recovered',
  unexpected: 'Unexpected',
} as const satisfies Record<keyof Delivery['examples'], string>;

const shown = 5;

/** Messages that show what was counted, each with its trace. */
export function Examples({ delivery: { examples } }: { delivery: Delivery }) {
  const found = Object.entries(kinds).flatMap(([kind, title]) => {
    const list = examples[kind as keyof Delivery['examples']];
    return list.length === 0 ? [] : [{ title, list: list.slice(0, shown) }];
  });
  if (found.length === 0) return null;
  return (
    <Section title="Examples">
      <dl class="examples">
        {found.map(({ title, list }) => (
          <div key={title}>
            <dt>{title}</dt>
            {list.map(({ message, traceId }) => (
              <dd key={message}>
                <a href={hashOf('traces', { trace: traceId })}>{message}</a>
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </Section>
  );
}
