import { useState } from 'preact/hooks';
import { problemOfField, type Written } from '../forms/fields.ts';
import { FieldInputs } from '../forms/field-input.tsx';
import { call } from '../state/api.ts';
import { CallError, wordsOf } from '../../contract/wire/call-error.ts';
import { Button } from '../ui/button.tsx';
import { CurlLine } from '../ui/curl-line.tsx';
import { closeDialog } from '../ui/dialog.tsx';
import { say } from '../ui/messages.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { filledTraffic, trafficFields, trafficRequestOf } from './traffic-request.ts';
import type { TrafficSchema } from './traffic-schema.ts';

/** The form of a traffic run, made from the API's description, with the plan of the load drawn in it. */
export function TrafficForm({ schema, prefilled }: { schema: TrafficSchema; prefilled: Written }) {
  const [type, setType] = useState('constant');
  const [written, setWritten] = useState<Written>(prefilled);
  const [problem, setProblem] = useState<string>();
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const fields = trafficFields(schema, type);
  const filled = filledTraffic(fields, written);
  const body = trafficRequestOf(fields, type, filled);
  const isReady = [...fields.main, ...fields.scenario, ...fields.further].every(
    (field) => !problemOfField(field, filled[field.name] ?? ''),
  );

  const submit = async (): Promise<void> => {
    setProblem(undefined);
    setWrong({});
    try {
      const run = await call('trafficStart', { body });
      closeDialog();
      say(`Traffic starts: ${run.name}.`);
    } catch (error) {
      setProblem(wordsOf(error));
      const found = error instanceof CallError ? error.fields : [];
      setWrong(Object.fromEntries(found.map(({ field, message }) => [field.split('.').at(-1), message])));
    }
  };

  const inputs = (list: typeof fields.main) => (
    <FieldInputs fields={list} written={filled} problems={wrong} onChange={setWritten} />
  );
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset class="picker">
        <legend>Shape</legend>
        {schema.scenarios.map((scenario) => (
          <label key={scenario.type} class="chip">
            <input
              type="radio"
              name="scenario"
              checked={scenario.type === type}
              onChange={() => setType(scenario.type)}
            />
            <span>{scenario.type}</span>
          </label>
        ))}
        <small>{schema.scenarios.find((scenario) => scenario.type === type)?.description}</small>
      </fieldset>
      {inputs(fields.main)}
      {fields.scenario.length > 0 && inputs(fields.scenario)}
      <details>
        <summary>More</summary>
        {inputs(fields.further)}
      </details>
      <PlanPreview body={isReady ? body : undefined} />
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <CurlLine name="trafficStart" input={{ body }} />
      <footer class="dialog-foot">
        <Button kind="primary" type="submit" disabled={!isReady}>
          Start traffic
        </Button>
      </footer>
    </form>
  );
}
