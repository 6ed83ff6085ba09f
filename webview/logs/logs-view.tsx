import { lookAt, place } from '../app/place.ts';
import { useSignal } from '@preact/signals';
import type { RouteInput } from '../../contract/routes.ts';
import { call } from '../state/api.ts';
import { nodes } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { CurlDetails } from '../ui/curl-line.tsx';
import { Empty, Section } from '../ui/section.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { LogLines } from './log-lines.tsx';

const everyMs = 1_500;

/** Logs of all nodes, of one, or of a trace; live until they are stopped. */
export function LogsView() {
  const isLive = useSignal(true);
  const polled = usePolled(everyMs, (signal) => {
    const query = logQuery(place.value.about);
    return isLive.value ? call('logSearch', { query }, signal) : undefined;
  });
  const { about } = place.value;
  const { answer, problem } = polled.value;
  const set =
    (name: string) =>
    (event: { currentTarget: { value: string } }): void => {
      lookAt({ [name]: event.currentTarget.value });
      // Who asks for something else wants to see it.
      isLive.value = true;
    };
  const names = [
    ...new Set([...(about['node'] ? [about['node']] : []), ...nodes.value.map(({ name }) => name)]),
  ];
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Logs</h1>
          <p class="lead">What the nodes wrote, as it was collected. Lines of a trace lead to it.</p>
        </div>
      </div>
      <form class="search" role="search" aria-label="Logs" onSubmit={(event) => event.preventDefault()}>
        <label class="choice">
          <span>Node</span>
          <select value={about['node'] ?? ''} onChange={set('node')}>
            <option value="">all</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label class="choice">
          <span>Contains</span>
          <input value={about['text'] ?? ''} onChange={set('text')} />
        </label>
        <label class="choice">
          <span>Trace</span>
          <input
            size={34}
            value={about['trace'] ?? ''}
            placeholder="32 hexadecimal digits"
            onChange={set('trace')}
          />
        </label>
        <Button onPress={() => (isLive.value = !isLive.value)}>
          {isLive.value ? 'Pause' : 'Go on live'}
        </Button>
      </form>
      {problem !== undefined && <p class="problem">The logs are not up to date: {problem}</p>}
      <Section title={answer === undefined ? 'Reading …' : `${answer.records.length} lines, newest last`}>
        {answer?.records.length === 0 && (
          <Empty>Nobody wrote anything like this in the last five minutes.</Empty>
        )}
        {answer !== undefined && answer.records.length > 0 && (
          <LogLines records={answer.records} follows={isLive.value} />
        )}
        <CurlDetails name="logSearch" input={{ query: logQuery(about) }} label="search logs" />
      </Section>
    </>
  );
}

function logQuery(about: Readonly<Record<string, string>>): RouteInput<'logSearch'>['query'] {
  const { node, text, trace } = about;
  // A trace is short, but may be long ago.
  return {
    node,
    text,
    traceId: trace,
    ...(trace === undefined ? {} : { sinceSeconds: 21_600 }),
  } as RouteInput<'logSearch'>['query'];
}
