import { useState } from 'preact/hooks';
import type { RouteOutput } from '../../contract/routes.ts';
import { fieldsOf, initialOfFields, problemOfField, valuesOf, type Written } from '../forms/fields.ts';
import { FieldInputs } from '../forms/field-input.tsx';
import type { JsonSchema } from '../forms/json-schema.ts';
import { call } from '../state/api.ts';
import { CallError, wordsOf } from '../../contract/wire/call-error.ts';
import { Button } from '../ui/button.tsx';
import { CurlLine } from '../ui/curl-line.tsx';
import { closeDialog } from '../ui/dialog.tsx';
import { say } from '../ui/messages.tsx';
import { faultRequestOf, type FaultDraft, type FaultPlan } from './fault-request.ts';
import { KindSelect } from './kind-select.tsx';
import { NodePicker } from './node-picker.tsx';
import { ScopeInputs, type Scope } from './scope-inputs.tsx';

export type CatalogEntry = RouteOutput<'faultCatalog'>['kinds'][number];

const usualDurationSeconds = '60';

/** The form of a fault, made from the catalog. */
export function FaultForm({ kinds, plan }: { kinds: readonly CatalogEntry[]; plan: FaultPlan }) {
  const [entry, setEntry] = useState(kinds.find(({ kind }) => kind === plan.kind) ?? kinds[0]);
  const fields = fieldsOf((entry?.params ?? {}) as JsonSchema);
  const [written, setWritten] = useState<Written>({});
  const [targets, setTargets] = useState<readonly string[]>(plan.targets ?? []);
  const [scope, setScope] = useState<Scope>({
    peers: plan.peers ?? [],
    direction: plan.direction ?? '',
    protocol: 'any',
    ports: '',
  });
  const [durationSeconds, setDuration] = useState(usualDurationSeconds);
  const [problem, setProblem] = useState<string>();
  const [told, setTold] = useState<string>();
  if (entry === undefined) return <p class="hint">The catalog of faults is empty.</p>;

  const filled = { ...initialOfFields(fields), ...written };
  const isNetwork = entry.category === 'network';
  const draft: FaultDraft = {
    ...scope,
    kind: entry.kind,
    isNetwork,
    params: valuesOf(fields, filled),
    targets,
    durationSeconds,
    driver: 'auto',
  };
  const body = faultRequestOf(draft);
  const isReady =
    targets.length > 0 && fields.every((field) => !problemOfField(field, filled[field.name] ?? ''));

  const submit = async (dryRun: boolean): Promise<void> => {
    setProblem(undefined);
    try {
      const answer = await call('faultCreate', { body: dryRun ? { ...body, dryRun } : body });
      if ('dryRun' in answer) {
        setTold(
          [answer.driverReason, ...answer.commands.map(({ node, command }) => `${node}: ${command}`)].join(
            '\n',
          ),
        );
        return;
      }
      closeDialog();
      say(`${entry.title} on ${answer.targets.join(', ')}: ${answer.state}.`);
    } catch (error) {
      setProblem(wordsOfProblem(error));
    }
  };

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <KindSelect kinds={kinds} entry={entry} onChange={setEntry} />
      <p class="hint">
        {entry.description} <em>{entry.effect}</em>
      </p>
      <NodePicker title="On" chosen={targets} onChange={setTargets} />
      <FieldInputs fields={fields} written={filled} onChange={setWritten} />
      {isNetwork && <ScopeInputs scope={scope} targets={targets} onChange={setScope} />}
      <div class="fields">
        <div class="field">
          <label for="fault-duration">Duration (s)</label>
          <input
            id="fault-duration"
            inputMode="decimal"
            value={durationSeconds}
            onInput={(event) => setDuration(event.currentTarget.value)}
          />
          <small>Every fault ends by itself.</small>
        </div>
      </div>
      {told !== undefined && <pre class="told">{told}</pre>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <CurlLine name="faultCreate" input={{ body }} />
      <footer class="dialog-foot">
        <Button onPress={() => void submit(true)} disabled={!isReady}>
          What would be done
        </Button>
        <Button kind="danger" type="submit" disabled={!isReady}>
          Inject fault
        </Button>
      </footer>
    </form>
  );
}

function wordsOfProblem(error: unknown): string {
  const fields =
    error instanceof CallError ? error.fields.map(({ field, message }) => `${field} ${message}`) : [];
  return [wordsOf(error), ...fields].join(' ');
}
