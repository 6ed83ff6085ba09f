import { useState } from 'preact/hooks';
import type { Written } from '../../contract/forms/fields.ts';
import { trafficDraftOf, type TrafficDraft } from '../../contract/forms/traffic-draft.ts';
import { trafficFields } from '../../contract/forms/traffic-fields.ts';
import { filledTraffic, trafficRequestOf } from '../../contract/forms/traffic-request.ts';
import type { TrafficSchema } from '../../contract/forms/traffic-schema.ts';
import { fieldProblems, problemAt, problemsUnder } from '../forms/api-problems.ts';
import { FieldInputs } from '../forms/field-input.tsx';
import { FormEnd } from '../forms/form-end.tsx';
import { usePreview } from '../forms/use-preview.ts';
import { useSubmit } from '../forms/use-submit.ts';
import { call } from '../state/api.ts';
import { closeDialog } from '../ui/dialog.tsx';
import { say } from '../ui/messages.tsx';
import { limitFields } from './limit-fields.ts';
import { PairList } from './pair-list.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { RequestInputs } from './request-inputs.tsx';
import { problemsOfTraffic } from './traffic-problems.ts';

/** The form of a traffic run, made from the API's description, with the plan of the load drawn in it. */
export function TrafficForm({ schema, prefilled }: { schema: TrafficSchema; prefilled: Written }) {
  const [draft, setDraft] = useState(trafficDraftOf(prefilled));
  const fields = trafficFields(schema, draft.type);
  const filled = filledTraffic(fields, draft.written);
  const own = problemsOfTraffic(fields, draft);
  const body = trafficRequestOf(fields, draft);
  const isReady = Object.keys(own).length === 0;
  const preview = usePreview(isReady ? body : undefined, (asked, signal) =>
    call('trafficPlan', { body: asked }, signal),
  );
  const submission = useSubmit(async () => {
    const run = await call('trafficStart', { body });
    closeDialog();
    say(`Traffic starts: ${run.name}.`);
  });
  const problems = { ...fieldProblems(submission.refusal), ...fieldProblems(preview.error), ...own };
  const change = (next: Partial<TrafficDraft>): void => {
    submission.forgetRefusal();
    setDraft({ ...draft, ...next });
  };
  const inputs = (list: typeof fields.main, under = problems) => (
    <FieldInputs
      fields={list}
      written={filled}
      problems={under}
      onChange={(written) => change({ written: { ...draft.written, ...written } })}
    />
  );
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submission.submit();
      }}
    >
      <fieldset class="picker">
        <legend>Shape</legend>
        {schema.scenarios.map(({ type }) => (
          <label key={type} class="chip">
            <input
              type="radio"
              name="scenario"
              checked={type === draft.type}
              onChange={() => change({ type })}
            />
            <span>{type}</span>
          </label>
        ))}
        <small>{schema.scenarios.find(({ type }) => type === draft.type)?.description}</small>
      </fieldset>
      {inputs(fields.main)}
      {fields.scenario.length > 0 && inputs(fields.scenario, problemsUnder(problems, 'scenario'))}
      <details>
        <summary>Request: method, headers, body, answers</summary>
        <RequestInputs
          fields={fields.request}
          filled={filled}
          draft={draft}
          problems={problems}
          onChange={change}
        />
      </details>
      <details>
        <summary>Further targets</summary>
        <PairList
          title="They share the messages"
          hint="In proportion to the weights; the first target has the weight under More."
          names={['Address', 'Weight']}
          pairs={draft.moreTargets}
          problem={problemAt(problems, 'moreTargets')}
          onChange={(moreTargets) => change({ moreTargets })}
        />
      </details>
      <details>
        <summary>Limits that the run must keep</summary>
        <FieldInputs
          fields={limitFields}
          written={draft.limits}
          problems={{
            ...problemsUnder(problems, 'thresholds'),
            ...problemsUnder(problems, 'thresholds.latencyMs'),
          }}
          onChange={(limits) => change({ limits })}
        />
      </details>
      <details>
        <summary>More</summary>
        {inputs(fields.further)}
      </details>
      <PlanPreview preview={preview} missing={Object.values(own)[0]} />
      <FormEnd
        name="trafficStart"
        input={{ body }}
        title="Start traffic"
        kind="primary"
        isReady={isReady}
        submission={submission}
      />
    </form>
  );
}
