import type { Fault } from '../../contract/faults/fault.ts';
import { faultTitle } from '../faults/fault-words.ts';
import { formatMs, formatNumber } from '../ui/format.ts';
import type { ShownEdge } from './remember.ts';

/** From this share of errors on an edge is drawn as failing, percent. */
const failingPercent = 1;

/** What there is to say of an edge, and how it is drawn. */
export interface EdgeWords {
  /** Names of its styles. */
  style: string;
  isFailing: boolean;
  /** Known faults on it, empty if there are none. */
  faults: string;
  /** All of it, for who cannot see it. */
  label: string;
}

export function edgeWords(edge: ShownEdge, all: readonly Fault[]): EdgeWords {
  const on = all.filter(({ id }) => edge.faults.includes(id));
  const isFailing = (edge.errorPercent ?? 0) >= failingPercent;
  const faults = on.map(faultTitle).join(', ');
  const style = [
    edge.isQuiet && 'quiet',
    on.length > 0 && 'faulty',
    on.some(({ kind }) => kind === 'partition') && 'broken',
    isFailing && 'failing',
  ];
  const known = faults === '' ? '' : `. Known fault: ${faults}`;
  return {
    style: style.filter(Boolean).join(' '),
    isFailing,
    faults,
    label: `Calls from ${edge.from} to ${edge.to}: ${numbersOf(edge)}${known}`,
  };
}

function numbersOf({ isQuiet, rps, errorPercent, p95Ms }: ShownEdge): string {
  if (isQuiet) return 'none now';
  const share = `${formatNumber(errorPercent)} percent errors`;
  return `${formatNumber(rps)} calls per second, ${share}, 95th percentile ${formatMs(p95Ms)}`;
}
