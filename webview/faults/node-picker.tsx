import { nodes } from '../state/platform.ts';

interface NodePickerProps {
  title: string;
  hint?: string | undefined;
  problem?: string | undefined;
  chosen: readonly string[];
  /** Nodes that cannot be chosen here. */
  without?: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Chooses nodes. */
export function NodePicker({ title, hint, problem, chosen, without = [], onChange }: NodePickerProps) {
  const toggle = (name: string, isChosen: boolean): void =>
    onChange(isChosen ? [...chosen, name] : chosen.filter((each) => each !== name));
  const shown = nodes.value
    .filter(({ name, state }) => state !== 'missing' && !without.includes(name))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const words = problem ?? (shown.length === 0 ? 'There is no node.' : hint);
  return (
    <fieldset class={`picker ${problem === undefined ? '' : 'wrong'}`}>
      <legend>{title}</legend>
      {shown.map(({ name, state }) => (
        <label key={name} class="chip">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) => toggle(name, event.currentTarget.checked)}
          />
          <span>{state === 'running' ? name : `${name} (${state})`}</span>
        </label>
      ))}
      {words !== undefined && words !== '' && <small>{words}</small>}
    </fieldset>
  );
}
