import type { Delivery } from '../../contract/delivery.ts';
import { formatMs } from '../../contract/words/format.ts';
import { exactNumber } from '../ui/exact-number.ts';
import { Section } from '../ui/section.tsx';

type CountName = {
  [K in keyof Delivery]: Delivery[K] extends number ? K : never;
}[keyof Delivery];

/** The numbers in the order of a message's way, each with what it means. */
const groups: readonly { title: string; counts: readonly (readonly [CountName, string, string])[] }[] = [
  {
    title: 'As the generator saw it',
    counts: [
      ['attempts', 'Attempts', 'Messages that were sent.'],
      ['acknowledged', 'Acknowledged', 'Answered with success.'],
      ['failed', 'Failed', 'Certainly not done: refused, or answered with 4xx.'],
      ['indeterminate', 'Indeterminate', 'Nobody can know: timed out, cut off, or 5xx.'],
    ],
  },
  {
    title: 'As the nodes saw it',
    counts: [
      ['delivered', 'Delivered', 'Arrived at a sink.'],
      ['redelivered', 'Redelivered', 'Arrived again at the same sink.'],
      ['effects', 'Effects', 'Arrivals that took effect.'],
      ['duplicateEffects', 'Duplicate effects', 'Effects beyond the first of a message.'],
      ['deduplicated', 'Deduplicated', 'Arrivals that the sink knew to be repetitions.'],
      ['reordered', 'Reordered', 'Arrived after one with a higher number.'],
      ['recovered', 'Recovered', 'Took effect although the generator saw no success.'],
      ['unexpected', 'Unexpected', 'Never sent, and arrived all the same.'],
    ],
  },
  {
    title: 'Between the two',
    counts: [
      ['outstanding', 'Outstanding', 'Acknowledged; the effect was not seen yet.'],
      ['suspectedLost', 'Suspected lost', 'Outstanding for more than 5 s. May still heal.'],
      ['confirmedLost', 'Confirmed lost', 'In the end: acknowledged, certainly without effect.'],
      ['possiblyHidden', 'Possibly hidden', 'In the end: the effect may lie in a blind spot.'],
    ],
  },
];

const bad: readonly CountName[] = ['duplicateEffects', 'confirmedLost', 'unexpected'];
const doubtful: readonly CountName[] = ['suspectedLost', 'possiblyHidden'];

/** What was counted. */
export function Counts({ delivery }: { delivery: Delivery }) {
  const { latencyMs } = delivery;
  return (
    <div class="count-groups">
      {groups.map(({ title, counts }) => (
        <Section key={title} title={title}>
          <dl class="counts">
            {counts.map(([name, word, meaning]) => (
              <div key={name} class={levelOfCount(name, delivery[name])}>
                <dt>{word}</dt>
                <dd>{exactNumber(delivery[name])}</dd>
                <dd class="meaning">{meaning}</dd>
              </div>
            ))}
          </dl>
          {title === 'Between the two' && (
            <p class="hint">
              From attempt to effect: p50 {formatMs(latencyMs.p50)}, p95 {formatMs(latencyMs.p95)}, at most{' '}
              {formatMs(latencyMs.max)}.
            </p>
          )}
        </Section>
      ))}
    </div>
  );
}

function levelOfCount(name: CountName, value: number): string {
  if (value === 0) return '';
  if (bad.includes(name)) return 'error';
  return doubtful.includes(name) ? 'warning' : '';
}
