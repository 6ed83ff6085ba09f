import { useComputed } from '@preact/signals';
import { formatTime } from '../../contract/words/format.ts';
import type { Band } from './bands.ts';
import { bandsKey, shownBands } from './shown-bands.ts';
import { liveEnd } from './time-window.ts';

const words = { fault: 'Fault', run: 'Traffic', lost: 'Not known' } as const;
/** So many are in sight at once; the others are one click away. */
const mostShown = 4;

/** What the bands in the charts are, in words; the latest first. */
export function BandKey() {
  // Not at every step of the time: only when a band comes, goes or ends.
  void bandsKey.value;
  const bands = shownBands.peek().toSorted((a, b) => b.to - a.to);
  if (bands.length === 0) return null;
  const rest = bands.slice(mostShown);
  return (
    <div class="band-key">
      <BandList bands={bands.slice(0, mostShown)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <BandList bands={rest} />
        </details>
      )}
    </div>
  );
}

function BandList({ bands }: { bands: readonly Band[] }) {
  return (
    <ul aria-label="Bands in the charts">
      {bands.map(({ kind, id, title, from, to, isOpen }) => (
        <li key={`${kind} ${id}`} class={kind} title={title}>
          <b>{words[kind]}</b> <span>{title}</span>{' '}
          <small>
            {formatTime(from * 1000)} – {isOpen ? <Present /> : formatTime(to * 1000)}
          </small>
        </li>
      ))}
    </ul>
  );
}

function Present() {
  const text = useComputed(() => formatTime(liveEnd.value * 1000));
  return <>{text}</>;
}
