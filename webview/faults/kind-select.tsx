import type { CatalogEntry } from './catalog-entry.ts';

const categories = { network: 'Network', node: 'Node', degradation: 'Degradation' } as const;

interface KindSelectProps {
  kinds: readonly CatalogEntry[];
  entry: CatalogEntry;
  onChange: (kind: string) => void;
}

/** Chooses the kind of fault. */
export function KindSelect({ kinds, entry, onChange }: KindSelectProps) {
  return (
    <div class="field">
      <label for="fault-kind">Fault</label>
      <select id="fault-kind" value={entry.kind} onChange={(event) => onChange(event.currentTarget.value)}>
        {Object.entries(categories).map(([category, title]) => (
          <optgroup key={category} label={title}>
            {kinds
              .filter((each) => each.category === category)
              .map((each) => (
                <option key={each.kind} value={each.kind}>
                  {each.title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
