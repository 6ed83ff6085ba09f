import type { Field, Written } from '../../contract/forms/fields.ts';
import type { TrafficDraft } from '../../contract/forms/traffic-draft.ts';
import { problemAt } from '../forms/api-problems.ts';
import { FieldInputs } from '../forms/field-input.tsx';
import { PairList } from './pair-list.tsx';

interface RequestInputsProps {
  fields: readonly Field[];
  filled: Written;
  draft: TrafficDraft;
  problems: Readonly<Record<string, string>>;
  onChange: (change: Partial<TrafficDraft>) => void;
}

/** What is sent, and which answers count as success. */
export function RequestInputs({ fields, filled, draft, problems, onChange }: RequestInputsProps) {
  const body = fields.find(({ name }) => name === 'body');
  const wrongStatus = problemAt(problems, 'expectedStatus');
  const wrongBody = problemAt(problems, 'body');
  return (
    <div class="advanced">
      <FieldInputs
        fields={fields.filter((field) => field !== body)}
        written={filled}
        problems={problems}
        onChange={(written) => onChange({ written: { ...draft.written, ...written } })}
      />
      <PairList
        title="Headers"
        hint="Sent with every request."
        names={['Header', 'Value']}
        pairs={draft.headers}
        problem={problemAt(problems, 'headers')}
        onChange={(headers) => onChange({ headers })}
      />
      {body !== undefined && (
        <div class={`field ${wrongBody === undefined ? '' : 'wrong'}`}>
          <label for="traffic-body">{body.title}</label>
          <textarea
            id="traffic-body"
            rows={3}
            spellcheck={false}
            aria-describedby="traffic-body-hint"
            value={filled['body'] ?? ''}
            placeholder='{"text":"message {{sequence}}"}'
            onInput={({ currentTarget: { value } }) =>
              onChange({ written: { ...draft.written, body: value } })
            }
          />
          <small id="traffic-body-hint">{wrongBody ?? body.hint}</small>
        </div>
      )}
      <div class={`field ${wrongStatus === undefined ? '' : 'wrong'}`}>
        <label for="traffic-status">Statuses that are success</label>
        <input
          id="traffic-status"
          aria-describedby="traffic-status-hint"
          value={draft.expectedStatus}
          placeholder="200 to 399"
          onInput={({ currentTarget: { value } }) => onChange({ expectedStatus: value })}
        />
        <small id="traffic-status-hint">{wrongStatus ?? 'With commas between, such as 200, 404.'}</small>
      </div>
    </div>
  );
}
