import type { Dashboard } from '../../contract/panels.ts';
import { lookAt, place } from '../app/place.ts';
import { nodes, runs } from '../state/platform.ts';
import { services } from './services.ts';
import { TimeControls } from './time-controls.tsx';

/** What the charts show, of whom, and of which time. */
export function Toolbar({
  dashboards,
  dashboard,
}: {
  dashboards: readonly Dashboard[];
  dashboard: Dashboard;
}) {
  const options = {
    service: () => services.value,
    node: () => nodes.value.map(({ name }) => name).sort(),
    run: () => runs.value.slice(0, 50).map(({ id }) => id),
  };
  return (
    <div class="toolbar" role="toolbar" aria-label="What the charts show">
      <Choice
        title="Dashboard"
        value={dashboard.id}
        options={dashboards.map(({ id, title }) => [id, title])}
        onChange={(id) => lookAt({ dashboard: id })}
      />
      {dashboard.variables.map((variable) => {
        const value = place.value.about[variable] ?? '';
        const known = options[variable]();
        const all = value === '' || known.includes(value) ? known : [value, ...known];
        return (
          <Choice
            key={variable}
            title={variable.charAt(0).toUpperCase() + variable.slice(1)}
            value={value}
            options={[['', 'all'], ...all.map((each): [string, string] => [each, each])]}
            onChange={(chosen) => lookAt({ [variable]: chosen })}
          />
        );
      })}
      <span class="spacer" />
      <TimeControls />
    </div>
  );
}

interface ChoiceProps {
  title: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

function Choice({ title, value, options, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{title}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
