import type { LogAbout } from './log-address.ts';

interface LogSearchFormProps {
  about: LogAbout;
  /** Names of nodes. */
  names: readonly string[];
  onChange: (change: LogAbout) => void;
}

/** Whose log, and which lines of it. */
export function LogSearchForm({ about, names, onChange }: LogSearchFormProps) {
  const set =
    (name: keyof LogAbout) =>
    (event: { currentTarget: { value: string } }): void =>
      onChange({ [name]: event.currentTarget.value });
  return (
    <form class="search" role="search" aria-label="Logs" onSubmit={(event) => event.preventDefault()}>
      <label class="choice">
        <span>Node</span>
        <select value={about.node ?? ''} onChange={set('node')}>
          <option value="">all</option>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {about.node && !about.trace && (
        <label class="choice">
          <span>From</span>
          <select value={about.from ?? ''} onChange={set('from')}>
            <option value="">its telemetry</option>
            <option value="container">the container itself</option>
          </select>
        </label>
      )}
      <label class="choice">
        <span>Contains</span>
        <input value={about.text ?? ''} onChange={set('text')} />
      </label>
      <label class="choice">
        <span>Trace</span>
        <input
          size={34}
          value={about.trace ?? ''}
          placeholder="32 hexadecimal digits"
          onChange={set('trace')}
        />
      </label>
    </form>
  );
}
