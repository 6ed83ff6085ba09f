import type { FaultRequestInput } from '../../contract/faults/fault.ts';

/** What a fault form starts from: where the person was when they opened it. */
export interface FaultPlan {
  kind?: string;
  targets?: readonly string[];
  peers?: readonly string[];
  direction?: Direction;
}

export type Direction = 'ingress' | 'egress' | 'both';

/** All that a fault form holds. */
export interface FaultDraft {
  kind: string;
  isNetwork: boolean;
  params: Record<string, unknown>;
  targets: readonly string[];
  peers: readonly string[];
  /** Empty: the kind's own. */
  direction: Direction | '';
  protocol: 'any' | 'tcp' | 'udp' | 'icmp';
  ports: string;
  durationSeconds: string;
  driver: string;
}

/** Body of `POST /api/faults` for what was filled in. Whatever is at its default is left to the API. */
export function faultRequestOf(draft: FaultDraft): FaultRequestInput {
  const { kind, params, targets, driver } = draft;
  const duration = Number(draft.durationSeconds);
  return {
    kind,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    targets: { nodes: [...targets] },
    ...(draft.isNetwork ? scopeOf(draft) : {}),
    ...(draft.durationSeconds.trim() === '' || !Number.isFinite(duration)
      ? {}
      : { durationSeconds: duration }),
    ...(driver === 'auto' ? {} : { driver }),
  } as FaultRequestInput;
}

function scopeOf({ peers, direction, protocol, ports: written }: FaultDraft): object {
  const ports = portsOf(written);
  return {
    ...(peers.length > 0 ? { peers: { nodes: [...peers] } } : {}),
    ...(direction === '' ? {} : { direction }),
    ...(protocol === 'any' ? {} : { protocol }),
    ...(ports.length > 0 ? { ports } : {}),
  };
}

/** Ports as people write them: with commas or spaces between. */
export function portsOf(text: string): number[] {
  return text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);
}
