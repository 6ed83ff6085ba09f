import type { Field, Written } from './fields.ts';

/** What a fault form starts from: where the person was when they opened it. */
export interface FaultPlan {
  kind?: string;
  targets?: readonly string[];
  peers?: readonly string[];
  direction?: Direction;
}

export type Direction = 'ingress' | 'egress' | 'both';

/** Which nodes a fault is for, as a form holds it. */
export interface TargetDraft {
  by: 'name' | 'label';
  nodes: readonly string[];
  /** Each as `key=value`; a node has to have all of them. */
  labels: readonly string[];
  /** All of the nodes that match, or a draw of so many, or of such a share. */
  share: 'all' | 'count' | 'percent';
  count: string;
  percent: string;
  seed: string;
}

/** Which packets a fault of the network is for. */
export interface ScopeDraft {
  peers: readonly string[];
  /** Empty: the kind's own. */
  direction: Direction | '';
  protocol: 'any' | 'tcp' | 'udp' | 'icmp';
  ports: string;
  seed: string;
}

/** All that a fault form holds, except the kind and its parameters. */
export interface FaultDraft {
  targets: TargetDraft;
  scope: ScopeDraft;
  durationSeconds: string;
  driver: string;
}

/** The kind that was chosen, with what was written into its parameters. */
export interface KindDraft {
  kind: string;
  isNetwork: boolean;
  fields: readonly Field[];
  written: Written;
}

/** What the form is filled with when it opens. */
export function draftOf({ targets = [], peers = [], direction }: FaultPlan): FaultDraft {
  return {
    targets: { by: 'name', nodes: targets, labels: [], share: 'all', count: '1', percent: '50', seed: '1' },
    scope: { peers, direction: direction ?? '', protocol: 'any', ports: '', seed: '' },
    durationSeconds: '60',
    driver: 'auto',
  };
}
