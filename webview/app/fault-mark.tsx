import { currentFaults } from '../state/platform.ts';
import { hashOf } from './place.ts';

/** How many faults there are now: seen from every view, because every conclusion depends on it. */
export function FaultMark() {
  const count = currentFaults.value.length;
  if (count === 0) return null;
  return (
    <a class="mark fault" href={hashOf('now')}>
      <i class="dot" /> {count === 1 ? '1 fault active' : `${count} faults active`}
    </a>
  );
}
