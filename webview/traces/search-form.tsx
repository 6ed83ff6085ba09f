import { useEffect } from 'preact/hooks';
import { formatDuration } from '../../contract/words/format.ts';
import { lookAt, place } from '../app/place.ts';
import { readServices, services } from '../charts/services.ts';
import { ranges } from '../charts/time-window.ts';
import { runs } from '../state/platform.ts';

/** What is searched for. Each change searches. */
export function SearchForm() {
  useEffect(() => void readServices(), []);
  const about = place.value.about;
  const set = (name: string) => (event: { currentTarget: { value: string } }) =>
    lookAt({ [name]: event.currentTarget.value });
  const known =
    about['service'] === undefined ? services.value : [...new Set([about['service'], ...services.value])];
  return (
    <form class="search" role="search" aria-label="Traces" onSubmit={(event) => event.preventDefault()}>
      <label class="choice">
        <span>Service</span>
        <select value={about['service'] ?? ''} onChange={set('service')}>
          <option value="">any</option>
          {known.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label class="choice">
        <span>At least (ms)</span>
        <input
          inputMode="decimal"
          size={7}
          value={about['minDurationMs'] ?? ''}
          onChange={set('minDurationMs')}
        />
      </label>
      <label class="choice">
        <span>Errors</span>
        <select value={about['error'] ?? ''} onChange={set('error')}>
          <option value="">with or without</option>
          <option value="true">only with an error</option>
        </select>
      </label>
      <label class="choice">
        <span>Run</span>
        <select value={about['run'] ?? ''} onChange={set('run')}>
          <option value="">any</option>
          {runs.value.slice(0, 50).map(({ id, name }) => (
            <option key={id} value={id}>
              {name} ({id})
            </option>
          ))}
        </select>
      </label>
      <label class="choice">
        <span>Message id</span>
        <input
          size={16}
          value={about['message'] ?? ''}
          placeholder="r-b2r7bjth-42"
          onChange={set('message')}
        />
      </label>
      <label class="choice">
        <span>Back to</span>
        <select value={about['sinceSeconds'] ?? '300'} onChange={set('sinceSeconds')}>
          {ranges.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              last {formatDuration(seconds)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
