import type { Fault } from '../../contract/faults/fault.ts';
import { faultPlace, faultTitle, secondsLeft } from '../../contract/words/fault-words.ts';
import { formatClock } from '../../contract/words/format.ts';
import { call } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { currentFaults } from '../state/platform.ts';
import { ActionButton } from '../ui/button.tsx';
import { CurlDetails } from '../ui/curl-line.tsx';
import { say } from '../ui/messages.tsx';
import { EmptyList } from '../ui/empty-list.tsx';
import { Section } from '../ui/section.tsx';

/** The faults that are on, with the time that they have left. */
export function FaultsNow() {
  const list = currentFaults.value;
  return (
    <Section
      title="Faults"
      actions={
        <ActionButton
          kind={list.length > 0 ? 'danger' : 'plain'}
          disabled={list.length === 0}
          act={healEverything}
        >
          Heal everything
        </ActionButton>
      }
    >
      {list.length === 0 && (
        <EmptyList>Nothing is broken on purpose. Inject fault breaks a node or a link, for a time.</EmptyList>
      )}
      <ul class="items">
        {list.map((fault) => (
          <CurrentFault key={fault.id} fault={fault} />
        ))}
      </ul>
      {list.length > 0 && <CurlDetails name="faultHalt" input={{}} label="heal everything" />}
    </Section>
  );
}

async function healEverything(): Promise<void> {
  const { faults, healed } = await call('faultHalt', {});
  if (healed) say(`Healed: ${faults.length} ended, and nothing of them is left.`);
  else say('Not everything is healed yet: see the evidence in the timeline.', 'error');
}

function CurrentFault({ fault }: { fault: Fault }) {
  const left = secondsLeft(fault, now.value);
  const input = { params: { id: fault.id } };
  const title = faultTitle(fault);
  return (
    <li class={`item fault ${fault.state}`}>
      <div class="item-head">
        <strong>{title}</strong>
        <span class="countdown" aria-label="Time left">
          {fault.state === 'active' ? formatClock(left) : fault.state}
        </span>
        <ActionButton label={`Stop ${title}`} act={() => call('faultEnd', input)}>
          Stop
        </ActionButton>
      </div>
      <div class="meter" role="img" aria-label={`${Math.round(left)} seconds left`}>
        <i style={{ width: `${Math.min(100, (left / fault.durationSeconds) * 100)}%` }} />
      </div>
      <small title={fault.driverReason}>
        {faultPlace(fault)} · by {fault.driver}
        {fault.problem === null ? '' : ` · ${fault.problem.detail ?? fault.problem.title}`}
      </small>
      <CurlDetails name="faultEnd" input={input} label={`stop ${title}`} />
    </li>
  );
}
