import type { Fault } from '../../contract/faults/fault.ts';
import { faultTitle } from '../../contract/words/fault-words.ts';
import { formatMs, formatNumber } from '../../contract/words/format.ts';
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
  rate: string;
  /** The second line: errors and latency, or what was received; empty if nothing is known. */
  detail: string;
  /** All of it, for who cannot see it. */
  label: string;
}

export function edgeWords(edge: ShownEdge, all: readonly Fault[]): EdgeWords {
  const on = all.filter(({ id }) => edge.faults.includes(id));
  const isFailing = (edge.errorPercent ?? 0) >= failingPercent;
  const faults = on.map(faultTitle).join(', ');
  const style = [
    edge.kind === 'message' && 'message',
    edge.isQuiet && 'quiet',
    on.length > 0 && 'faulty',
    on.some(({ kind }) => kind === 'partition') && 'broken',
    isFailing && 'failing',
  ];
  const told = faults === '' ? '' : `⚡ ${faults}`;
  const known = faults === '' ? '' : ', a known fault';
  return {
    style: style.filter(Boolean).join(' '),
    isFailing,
    faults,
    rate: rateOf(edge),
    detail: detailOf(edge),
    // What is written on the edge, word for word, so that voice control finds it.
    label: `${edge.kind === 'message' ? 'Messages' : 'Calls'} from ${edge.from} to ${edge.to}${known}: ${[told, rateOf(edge), detailOf(edge)].join(' ').trim()}`,
  };
}

function rateOf({ kind, isQuiet, rps, transport }: ShownEdge): string {
  if (kind === 'call') return isQuiet ? 'no calls' : `${formatNumber(rps)} /s`;
  const how = `${(transport ?? '').toUpperCase()} one way`.trim();
  return isQuiet ? `${how} · none` : `${how} · ${formatNumber(rps)} /s`;
}

function detailOf(edge: ShownEdge): string {
  if (edge.isQuiet) return '';
  return edge.kind === 'call' ? detailOfCalls(edge) : detailOfMessages(edge);
}

function detailOfCalls({ errorPercent, p95Ms }: ShownEdge): string {
  if (errorPercent === null && p95Ms === null) return '';
  return `${formatNumber(errorPercent)} % err · p95 ${formatMs(p95Ms)}`;
}

function detailOfMessages({ receivedRps, errorPercent }: ShownEdge): string {
  const failed = (errorPercent ?? 0) > 0 ? `${formatNumber(errorPercent)} % not sent` : '';
  const received = receivedRps === null ? '' : `${formatNumber(receivedRps)} /s received`;
  return [received, failed].filter(Boolean).join(' · ');
}
