/** What a ledger counts at one node. */
export interface NodeCounts {
  node: string;
  service: string;
  delivered: number;
  redelivered: number;
  effects: number;
  duplicateEffects: number;
  deduplicated: number;
}

/** Counts of a node at which nothing has arrived yet. */
export function newNodeCounts(node: string, service: string): NodeCounts {
  return {
    node,
    service,
    delivered: 0,
    redelivered: 0,
    effects: 0,
    duplicateEffects: 0,
    deduplicated: 0,
  };
}

/** What a ledger counts of messages, wherever they arrive. */
export interface MessageCounts {
  acknowledged: number;
  failed: number;
  indeterminate: number;
  /** Arrived somewhere, and their outcome has not been told. */
  withoutOutcome: number;
  acknowledgedWithEffect: number;
  recovered: number;
  /** Arrivals whose number no message of the run can have. */
  impossible: number;
  /** Effects that came when their message was no longer remembered. */
  beyondMemory: number;
  /** Outstanding messages of pages that are no longer remembered. */
  forgottenOutstanding: number;
  /** Arrivals at further nodes than a ledger tells apart. */
  uncountedNodes: number;
}

/** Counts of a run of which nothing was told yet. */
export function newMessageCounts(): MessageCounts {
  return {
    acknowledged: 0,
    failed: 0,
    indeterminate: 0,
    withoutOutcome: 0,
    acknowledgedWithEffect: 0,
    recovered: 0,
    impossible: 0,
    beyondMemory: 0,
    forgottenOutstanding: 0,
    uncountedNodes: 0,
  };
}
