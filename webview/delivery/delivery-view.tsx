import { useEffect } from 'preact/hooks';
import { lookAt, place } from '../app/place.ts';
import { call } from '../state/api.ts';
import { deliveries, runs } from '../state/platform.ts';
import { CurlDetails } from '../ui/curl-line.tsx';
import { EmptyList } from '../ui/empty-list.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { Counts } from './counts.tsx';
import { Examples } from './examples.tsx';
import { PerNode } from './per-node.tsx';
import { ReadingRules } from './reading-rules.tsx';
import { Verdict } from './verdict.tsx';

/** Events tell of each change; this is for a run that was over before the page was opened. */
const everyMs = 5_000;

/** What became of the messages of a run, as far as it can be known. */
export function DeliveryView() {
  const id = place.value.about['run'] ?? runs.value[0]?.id;
  const polled = usePolled(everyMs, async (signal) => {
    const asked = place.value.about['run'] ?? runs.value[0]?.id;
    return asked === undefined ? undefined : call('deliveryGet', { params: { id: asked } }, signal);
  });
  useEffect(() => {
    const { answer } = polled.value;
    if (answer !== undefined) deliveries.value = new Map(deliveries.peek()).set(answer.id, answer);
  }, [polled.value.answer]);
  const delivery = id === undefined ? undefined : deliveries.value.get(id);
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Delivery</h1>
          <p class="lead">
            Two witnesses count: the generator, and the spans of the nodes. No fault touches the count itself.
          </p>
        </div>
        {id !== undefined && <RunChoice id={id} />}
      </div>
      {id === undefined && <EmptyList>There was no run yet. Start traffic to count its messages.</EmptyList>}
      {polled.value.problem !== undefined && delivery === undefined && (
        <p class="problem">{polled.value.problem}</p>
      )}
      {delivery !== undefined && (
        <>
          <Verdict delivery={delivery} />
          <Counts delivery={delivery} />
          <PerNode delivery={delivery} />
          <Examples delivery={delivery} />
          <CurlDetails
            name="deliveryGet"
            input={{ params: { id: delivery.id } }}
            label="delivery of this run"
          />
        </>
      )}
      <ReadingRules />
    </>
  );
}

function RunChoice({ id }: { id: string }) {
  return (
    <label class="choice">
      <span>Run</span>
      <select class="run-select" value={id} onChange={(event) => lookAt({ run: event.currentTarget.value })}>
        {runs.value.map((run) => (
          <option key={run.id} value={run.id}>
            {run.name} ({run.id}, {run.state})
          </option>
        ))}
      </select>
    </label>
  );
}
