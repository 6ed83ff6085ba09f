import { problemOfField, type Field, type Written } from '../../contract/forms/fields.ts';

interface FieldProps {
  field: Field;
  value: string;
  /** What the API says of it. */
  problem?: string | undefined;
  onChange: (value: string) => void;
}

/** One input with its title, what it means, and what is wrong with it. */
export function FieldInput({ field, value, problem, onChange }: FieldProps) {
  const wrong = problemOfField(field, value) ?? problem;
  const id = `field-${field.name}`;
  return (
    <div class={`field ${wrong === undefined ? '' : 'wrong'}`}>
      <label for={id}>{field.title}</label>
      <Input id={id} field={field} value={value} wrong={wrong !== undefined} onChange={onChange} />
      <small id={`${id}-hint`}>{wrong ?? field.hint}</small>
    </div>
  );
}

function Input(props: Omit<FieldProps, 'problem'> & { id: string; wrong: boolean }) {
  const { id, field, value, wrong, onChange } = props;
  const described = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong };
  if (field.kind === 'choice') {
    return (
      <select {...described} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {field.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  if (field.kind === 'boolean') {
    return (
      <input
        {...described}
        type="checkbox"
        checked={value === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  return (
    <input
      {...described}
      type="text"
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      value={value}
      required={field.isRequired}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface FieldsProps {
  fields: readonly Field[];
  written: Written;
  problems?: Readonly<Record<string, string>>;
  onChange: (written: Written) => void;
}

/** All inputs of a form, in a grid. */
export function FieldInputs({ fields, written, problems = {}, onChange }: FieldsProps) {
  return (
    <div class="fields">
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={written[field.name] ?? ''}
          problem={problems[field.name]}
          onChange={(value) => onChange({ ...written, [field.name]: value })}
        />
      ))}
    </div>
  );
}
