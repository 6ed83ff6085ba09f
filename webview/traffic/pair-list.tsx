import type { Pair } from '../../contract/forms/traffic-draft.ts';
import { Button } from '../ui/button.tsx';

interface PairListProps {
  title: string;
  hint: string;
  /** What the two inputs of a row are called. */
  names: readonly [string, string];
  pairs: readonly Pair[];
  problem: string | undefined;
  onChange: (pairs: readonly Pair[]) => void;
}

/** Rows of two inputs, as many as are wanted. */
export function PairList({ title, hint, names, pairs, problem, onChange }: PairListProps) {
  const set = (row: number, change: Partial<Pair>): void =>
    onChange(pairs.map((pair, index) => (index === row ? { ...pair, ...change } : pair)));
  return (
    <fieldset class={`pairs ${problem === undefined ? '' : 'wrong'}`}>
      <legend>{title}</legend>
      {pairs.map(({ name, value }, row) => (
        // A row has no name of its own; rows only go from where they are removed.
        <div class="pair" key={row}>
          <input
            aria-label={`${names[0]} ${row + 1}`}
            placeholder={names[0]}
            value={name}
            onInput={(event) => set(row, { name: event.currentTarget.value })}
          />
          <input
            aria-label={`${names[1]} ${row + 1}`}
            placeholder={names[1]}
            value={value}
            onInput={(event) => set(row, { value: event.currentTarget.value })}
          />
          <Button
            kind="quiet"
            label={`Remove ${names[0].toLowerCase()} ${row + 1}`}
            onPress={() => onChange(pairs.filter((_, index) => index !== row))}
          >
            ✕
          </Button>
        </div>
      ))}
      <div class="pair-foot">
        <Button onPress={() => onChange([...pairs, { name: '', value: '' }])}>Add</Button>
        <small>{problem ?? hint}</small>
      </div>
    </fieldset>
  );
}
