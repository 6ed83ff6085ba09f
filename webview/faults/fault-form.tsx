import { useState } from 'preact/hooks';
import { draftOf, type FaultPlan } from '../../contract/forms/fault-draft.ts';
import { faultRequestOf } from '../../contract/forms/fault-request.ts';
import { fieldsOf, initialOfFields, type Written } from '../../contract/forms/fields.ts';
import type { JsonSchema } from '../../contract/forms/json-schema.ts';
import { fieldProblems, problemAt, problemsUnder } from '../forms/api-problems.ts';
import { FieldInput, FieldInputs } from '../forms/field-input.tsx';
import { FormEnd } from '../forms/form-end.tsx';
import { usePreview } from '../forms/use-preview.ts';
import { useSubmit } from '../forms/use-submit.ts';
import { call } from '../state/api.ts';
import { closeDialog } from '../ui/dialog.tsx';
import { say } from '../ui/messages.tsx';
import { AdvancedInputs } from './advanced-inputs.tsx';
import { askPlan } from './ask-plan.ts';
import type { CatalogEntry } from './catalog-entry.ts';
import { commonFields } from './common-fields.ts';
import { FaultPreview } from './fault-preview.tsx';
import { problemsOfDraft } from './fault-problems.ts';
import { isMainField } from './kind-fields.ts';
import { KindSelect } from './kind-select.tsx';
import { DirectionSelect, PeerPicker } from './scope-inputs.tsx';
import { TargetPicker } from './target-picker.tsx';

interface FaultFormProps {
  kinds: readonly CatalogEntry[];
  plan: FaultPlan;
}

/** The form of a fault, made from the catalog. What it would do is told while it is being filled in. */
export function FaultForm({ kinds, plan }: FaultFormProps) {
  const [chosen, setChosen] = useState(plan.kind);
  const entry = kinds.find(({ kind }) => kind === chosen) ?? kinds[0];
  if (entry === undefined) return <p class="hint">The catalog of faults is empty.</p>;
  return <KindForm kinds={kinds} plan={plan} entry={entry} onKind={setChosen} />;
}

interface KindFormProps extends FaultFormProps {
  entry: CatalogEntry;
  onKind: (kind: string) => void;
}

function KindForm({ kinds, plan, entry, onKind }: KindFormProps) {
  const [written, setWritten] = useState<Written>({});
  const [draft, setDraft] = useState(draftOf(plan));
  const fields = fieldsOf(entry.params as JsonSchema);
  const filled = { ...initialOfFields(fields), ...written };
  const isNetwork = entry.category === 'network';
  const kindDraft = { kind: entry.kind, isNetwork, fields, written: filled };
  const own = problemsOfDraft(kindDraft, draft);
  const body = faultRequestOf(kindDraft, draft);
  const isReady = Object.keys(own).length === 0;
  const preview = usePreview(isReady ? body : undefined, askPlan);
  const submission = useSubmit(async () => {
    const answer = await call('faultCreate', { body });
    closeDialog();
    if ('state' in answer) say(`${entry.title} on ${answer.targets.join(', ')}: ${answer.state}.`);
  });

  const problems = { ...fieldProblems(submission.refusal), ...fieldProblems(preview.error), ...own };
  const change = (next: typeof draft): void => {
    submission.forgetRefusal();
    setDraft(next);
  };
  const scopeProps = {
    scope: draft.scope,
    problems,
    onChange: (scope: typeof draft.scope) => change({ ...draft, scope }),
  };
  const changeWritten = (next: Written): void => {
    submission.forgetRefusal();
    setWritten(next);
  };
  const choose = (kind: string): void => {
    // What was written is for another kind; a driver may not know this one.
    changeWritten({});
    change({ ...draft, driver: 'auto' });
    onKind(kind);
  };

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submission.submit();
      }}
    >
      <KindSelect kinds={kinds} entry={entry} onChange={choose} />
      <p class="hint">
        {entry.description} <em>{entry.effect}</em>
      </p>
      <TargetPicker
        targets={draft.targets}
        problems={problems}
        onChange={(targets) => change({ ...draft, targets })}
      />
      <FieldInputs
        fields={fields.filter(isMainField)}
        written={filled}
        problems={problemsUnder(problems, 'params')}
        onChange={changeWritten}
      />
      {isNetwork && (
        <PeerPicker {...scopeProps} targets={draft.targets.by === 'name' ? draft.targets.nodes : []} />
      )}
      <div class="fields">
        {isNetwork && <DirectionSelect {...scopeProps} />}
        <FieldInput
          field={commonFields.duration}
          value={draft.durationSeconds}
          problem={problemAt(problems, 'durationSeconds')}
          onChange={(durationSeconds) => change({ ...draft, durationSeconds })}
        />
      </div>
      <details>
        <summary>Advanced</summary>
        <AdvancedInputs
          draft={draft}
          isNetwork={isNetwork}
          drivers={entry.drivers}
          fields={fields.filter((field) => !isMainField(field))}
          written={filled}
          problems={problems}
          onWritten={changeWritten}
          onChange={change}
        />
      </details>
      <FaultPreview preview={preview} missing={Object.values(own)[0]} />
      <FormEnd
        name="faultCreate"
        input={{ body }}
        title="Inject fault"
        kind="danger"
        isReady={isReady}
        submission={submission}
      />
    </form>
  );
}
