import { useSignal, type ReadonlySignal } from '@preact/signals';
import { lookAt, place } from '../app/place.ts';
import { nodes } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { CurlDetails } from '../ui/curl-line.tsx';
import { Empty, Section } from '../ui/section.tsx';
import { isOfContainer, logQuery, type LogAbout } from './log-address.ts';
import { LogLines } from './log-lines.tsx';
import { LogSearchForm } from './log-search-form.tsx';
import { useLogs, type Logs } from './use-logs.ts';

/** Logs of all nodes, of one, or of a trace; live until they are stopped. */
export function LogsView() {
  const isLive = useSignal(true);
  const logs = useLogs(() => (isLive.value ? (place.value.about as LogAbout) : undefined));
  const about: LogAbout = place.value.about;
  const names = [...new Set([...(about.node ? [about.node] : []), ...nodes.value.map(({ name }) => name)])];
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Logs</h1>
          <p class="lead">What the nodes wrote, as it comes. Lines of a trace lead to it.</p>
        </div>
        <Button onPress={() => (isLive.value = !isLive.value)}>
          {isLive.value ? 'Pause' : 'Go on live'}
        </Button>
      </div>
      <LogSearchForm
        about={about}
        names={names}
        onChange={(change) => {
          lookAt(change);
          // Who asks for something else wants to see it.
          isLive.value = true;
        }}
      />
      <LogResult logs={logs} about={about} isLive={isLive} />
    </>
  );
}

interface LogResultProps {
  logs: Logs;
  about: LogAbout;
  isLive: ReadonlySignal<boolean>;
}

function LogResult({ logs, about, isLive }: LogResultProps) {
  const { entries, problem, skipped, isAtEnd } = logs;
  const lines = entries.value;
  const title = titleOf(lines?.length, problem.value !== undefined);
  return (
    <>
      {problem.value !== undefined && isLive.value && (
        <p class="problem">The logs are not up to date: {problem.value}</p>
      )}
      <Section title={isLive.value ? title : `${title} (paused)`}>
        {skipped.value && (
          <p class="hint">
            There were more lines than could be read: search for a node or a text to see all.
          </p>
        )}
        {lines?.length === 0 && <Empty>{wordsOfNothing(about)}</Empty>}
        {lines !== undefined && lines.length > 0 && <LogLines entries={lines} isAtEnd={isAtEnd} />}
        {isOfContainer(about) ? (
          <CurlDetails
            name="nodeLogs"
            input={{ params: { name: about.node ?? '' }, query: { follow: 'true' } }}
            label="follow the log of the container"
          />
        ) : (
          <CurlDetails
            name="logSearch"
            input={{ query: { ...logQuery(about), follow: 'true' } }}
            label="follow the logs"
          />
        )}
      </Section>
    </>
  );
}

function wordsOfNothing(about: LogAbout): string {
  if (isOfContainer(about)) return 'The container has written nothing like this.';
  const since = about.trace ? 'six hours' : 'five minutes';
  return `Nobody wrote anything like this in the last ${since}. What is written now appears here.`;
}

function titleOf(count: number | undefined, hasFailed: boolean): string {
  if (count === undefined) return hasFailed ? 'Nothing was read' : 'Reading …';
  if (count === 0) return 'No lines';
  return count === 1 ? '1 line' : `${count} lines, newest last`;
}
