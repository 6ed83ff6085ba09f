import { formatMs, formatTime } from '../../contract/words/format.ts';
import { lookAt, place } from '../app/place.ts';
import { call } from '../state/api.ts';
import { CurlDetails } from '../ui/curl-line.tsx';
import { Empty, Section } from '../ui/section.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { SearchForm } from './search-form.tsx';
import { TraceDetail } from './trace-detail.tsx';
import { traceQuery } from './trace-query.ts';

const everyMs = 5_000;

/** Search of traces, and the one that is looked at. */
export function TracesView() {
  const polled = usePolled(everyMs, async (signal) =>
    call('traceSearch', { query: traceQuery(place.value.about) }, signal),
  );
  const chosen = place.value.about['trace'];
  const { answer, problem } = polled.value;
  const longest = Math.max(1, ...(answer?.traces ?? []).map(({ durationMs }) => durationMs));
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Traces</h1>
          <p class="lead">
            One request across all nodes that had to do with it. Faults that were active are drawn behind it.
          </p>
        </div>
      </div>
      <SearchForm />
      {problem !== undefined && <p class="problem">The search failed: {problem}</p>}
      <div class={chosen === undefined ? '' : 'split'}>
        <Section title={titleOf(answer?.traces.length, problem !== undefined)}>
          {answer?.traces.length === 0 && (
            <Empty>No trace is like this. Start traffic, look further back, or search for less.</Empty>
          )}
          <ul class="traces">
            {(answer?.traces ?? []).map(({ traceId, startedAt, durationMs, rootName, rootService }) => (
              <li key={traceId}>
                <button
                  type="button"
                  class={`trace ${traceId === chosen ? 'selected' : ''}`}
                  aria-pressed={traceId === chosen}
                  onClick={() => lookAt({ trace: traceId })}
                >
                  <span class="trace-name">
                    {rootService === null ? (
                      <em title="Its first span has not come yet; open it to see those that have.">
                        first span still to come
                      </em>
                    ) : (
                      <>
                        <strong>{rootService}</strong> {rootName}
                      </>
                    )}
                  </span>
                  <span class="trace-time">{formatTime(startedAt)}</span>
                  <span class="trace-bar" aria-hidden="true">
                    <i style={{ width: `${Math.max(1, (durationMs / longest) * 100)}%` }} />
                  </span>
                  <span class="trace-ms">{durationMs === 0 ? '< 1 ms' : formatMs(durationMs)}</span>
                </button>
              </li>
            ))}
          </ul>
          <CurlDetails
            name="traceSearch"
            input={{ query: traceQuery(place.value.about) }}
            label="search traces"
          />
        </Section>
        {chosen !== undefined && <TraceDetail key={chosen} id={chosen} />}
      </div>
    </>
  );
}

function titleOf(count: number | undefined, hasFailed: boolean): string {
  if (count === undefined) return hasFailed ? 'Nothing was found' : 'Searching …';
  if (count === 0) return 'No traces';
  return count === 1 ? '1 trace' : `${count} traces, newest first`;
}
