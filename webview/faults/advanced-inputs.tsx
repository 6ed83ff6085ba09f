import type { FaultDraft, ScopeDraft, TargetDraft } from '../../contract/forms/fault-draft.ts';
import type { Field, Written } from '../../contract/forms/fields.ts';
import { problemAt, problemsUnder } from '../forms/api-problems.ts';
import { FieldInput, FieldInputs } from '../forms/field-input.tsx';
import { commonFields } from './common-fields.ts';

interface AdvancedProps {
  draft: FaultDraft;
  isNetwork: boolean;
  /** Drivers that know the kind. */
  drivers: readonly string[];
  /** Parameters of the kind that few need. */
  fields: readonly Field[];
  written: Written;
  problems: Readonly<Record<string, string>>;
  onWritten: (written: Written) => void;
  onChange: (draft: FaultDraft) => void;
}

/** What few need: a draw among the nodes, which packets in detail, who does it, and rarer parameters. */
export function AdvancedInputs(props: AdvancedProps) {
  const { draft, isNetwork, drivers, fields, written, problems, onWritten, onChange } = props;
  return (
    <div class="advanced">
      {fields.length > 0 && (
        <FieldInputs
          fields={fields}
          written={written}
          problems={problemsUnder(problems, 'params')}
          onChange={onWritten}
        />
      )}
      <DrawInputs
        targets={draft.targets}
        problems={problems}
        onChange={(targets) => onChange({ ...draft, targets })}
      />
      {isNetwork && (
        <PacketInputs
          scope={draft.scope}
          problems={problems}
          onChange={(scope) => onChange({ ...draft, scope })}
        />
      )}
      <div class="fields">
        <Choice
          id="fault-driver"
          title="Driver"
          value={draft.driver}
          options={[
            ['auto', 'chosen by the platform'],
            ...drivers.map((name): [string, string] => [name, name]),
          ]}
          hint={problemAt(problems, 'driver') ?? 'Who does it. What would be done is told below.'}
          onChange={(driver) => onChange({ ...draft, driver })}
        />
      </div>
    </div>
  );
}

interface PartProps<T> {
  problems: Readonly<Record<string, string>>;
  onChange: (part: T) => void;
}

function DrawInputs({ targets, problems, onChange }: PartProps<TargetDraft> & { targets: TargetDraft }) {
  const set = (change: Partial<TargetDraft>): void => onChange({ ...targets, ...change });
  const { share } = targets;
  return (
    <div class="fields">
      <Choice
        id="fault-share"
        title="Of the nodes that match"
        value={share}
        options={[
          ['all', 'all'],
          ['count', 'so many, drawn'],
          ['percent', 'a share, drawn'],
        ]}
        hint="A draw can be repeated by its seed."
        onChange={(value) => set({ share: value as TargetDraft['share'] })}
      />
      {share !== 'all' && (
        <>
          <FieldInput
            field={commonFields[share]}
            value={targets[share]}
            problem={problemAt(problems, commonFields[share].name)}
            onChange={(value) => set({ [share]: value })}
          />
          <FieldInput
            field={commonFields.drawSeed}
            value={targets.seed}
            problem={problemAt(problems, commonFields.drawSeed.name)}
            onChange={(seed) => set({ seed })}
          />
        </>
      )}
    </div>
  );
}

function PacketInputs({ scope, problems, onChange }: PartProps<ScopeDraft> & { scope: ScopeDraft }) {
  const set = (change: Partial<ScopeDraft>): void => onChange({ ...scope, ...change });
  return (
    <div class="fields">
      <Choice
        id="fault-protocol"
        title="Protocol"
        value={scope.protocol}
        options={['any', 'tcp', 'udp', 'icmp'].map((name): [string, string] => [name, name])}
        wrong={problemAt(problems, 'protocol')}
        hint="Ports need tcp or udp."
        onChange={(protocol) => set({ protocol: protocol as ScopeDraft['protocol'] })}
      />
      <FieldInput
        field={commonFields.ports}
        value={scope.ports}
        problem={problemAt(problems, 'ports')}
        onChange={(ports) => set({ ports })}
      />
      <FieldInput
        field={commonFields.packetSeed}
        value={scope.seed}
        problem={problemAt(problems, 'seed')}
        onChange={(seed) => set({ seed })}
      />
    </div>
  );
}

interface ChoiceProps {
  id: string;
  title: string;
  value: string;
  options: readonly (readonly [string, string])[];
  hint: string;
  wrong?: string | undefined;
  onChange: (value: string) => void;
}

function Choice({ id, title, value, options, hint, wrong, onChange }: ChoiceProps) {
  return (
    <div class={`field ${wrong === undefined ? '' : 'wrong'}`}>
      <label for={id}>{title}</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <small id={`${id}-hint`}>{wrong ?? hint}</small>
    </div>
  );
}
