import type { FaultRequestInput } from '../faults/fault.ts';
import { numbersOf, valuesOf } from './fields.ts';
import type { FaultDraft, KindDraft, ScopeDraft, TargetDraft } from './fault-draft.ts';

/** Body of `POST /api/faults` for what was filled in. Whatever is at its default is left to the API. */
export function faultRequestOf(
  { kind, isNetwork, fields, written }: KindDraft,
  { targets, scope, durationSeconds, driver }: FaultDraft,
): FaultRequestInput {
  const params = valuesOf(fields, written);
  return {
    kind,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    targets: targetsOf(targets),
    ...(isNetwork ? scopeOf(scope) : {}),
    ...numberOf('durationSeconds', durationSeconds),
    ...(driver === 'auto' ? {} : { driver }),
  } as FaultRequestInput;
}

function targetsOf({ by, nodes, labels, share, seed, ...amount }: TargetDraft): object {
  return {
    ...(by === 'name' ? { nodes: [...nodes] } : { labels: Object.fromEntries(labels.map(labelOf)) }),
    ...(share === 'all' ? {} : { ...numberOf(share, amount[share]), ...numberOf('seed', seed) }),
  };
}

/** A label as people write it, `tier=backend`, in its two parts. A value may hold further equal signs. */
export function labelOf(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function scopeOf({ peers, direction, protocol, ports: written, seed }: ScopeDraft): object {
  const ports = numbersOf(written);
  return {
    ...(peers.length > 0 ? { peers: { nodes: [...peers] } } : {}),
    ...(direction === '' ? {} : { direction }),
    ...(protocol === 'any' ? {} : { protocol }),
    ...(ports.length > 0 ? { ports } : {}),
    ...numberOf('seed', seed),
  };
}

/** A number under its name; nothing where none is written. */
function numberOf(name: string, text: string): Record<string, number> {
  return text.trim() === '' ? {} : { [name]: Number(text) };
}
