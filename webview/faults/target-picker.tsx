import type { TargetDraft } from '../../contract/forms/fault-draft.ts';
import { problemAt } from '../forms/api-problems.ts';
import { nodes } from '../state/platform.ts';
import { knownLabels, toggleLabel } from './labels.ts';
import { NodePicker } from './node-picker.tsx';

interface TargetPickerProps {
  targets: TargetDraft;
  problems: Readonly<Record<string, string>>;
  onChange: (targets: TargetDraft) => void;
}

/** Chooses the nodes that a fault is for: by their names, or by labels that they have. */
export function TargetPicker({ targets, problems, onChange }: TargetPickerProps) {
  const set = (change: Partial<TargetDraft>): void => onChange({ ...targets, ...change });
  // What was not chosen yet is not wrong yet.
  const hint = problemAt(problems, targets.by === 'name' ? 'targets.nodes' : 'targets.labels');
  const isBegun = (targets.by === 'name' ? targets.nodes : targets.labels).length > 0;
  const told = isBegun ? { problem: hint } : { hint };
  return (
    <>
      <div class="segments" role="radiogroup" aria-label="Choose nodes">
        {(['name', 'label'] as const).map((by) => (
          <label key={by}>
            <input type="radio" name="targets-by" checked={targets.by === by} onChange={() => set({ by })} />
            <span>by {by}</span>
          </label>
        ))}
      </div>
      {targets.by === 'name' ? (
        <NodePicker
          title="On"
          {...told}
          chosen={targets.nodes}
          onChange={(chosen) => set({ nodes: chosen })}
        />
      ) : (
        <LabelPicker {...told} chosen={targets.labels} onChange={(labels) => set({ labels })} />
      )}
    </>
  );
}

interface LabelPickerProps {
  chosen: readonly string[];
  hint?: string | undefined;
  problem?: string | undefined;
  onChange: (labels: readonly string[]) => void;
}

function LabelPicker({ chosen, hint, problem, onChange }: LabelPickerProps) {
  const labels = knownLabels(nodes.value);
  return (
    <fieldset class={`picker ${problem === undefined ? '' : 'wrong'}`}>
      <legend>On nodes with all of these labels</legend>
      {labels.map(({ text, nodes: names }) => (
        <label key={text} class="chip" title={names.join(', ')}>
          <input
            type="checkbox"
            checked={chosen.includes(text)}
            onChange={() => onChange(toggleLabel(chosen, text))}
          />
          <span>
            {text} <small>{names.length === 1 ? '1 node' : `${names.length} nodes`}</small>
          </span>
        </label>
      ))}
      <small>{problem ?? (labels.length === 0 ? 'No node has a label that faults can target.' : hint)}</small>
    </fieldset>
  );
}
