import type { Outcome } from '../../../contract/message.ts';

/** Messages of one page; pages are made when a message of theirs is first heard of. */
export const messagesPerPage = 4096;

/** Outcomes in the two low bits of a message's state; 0: not told yet. */
export const outcomeCodes = { acknowledged: 1, failed: 2, indeterminate: 3 } as const satisfies Record<
  Outcome,
  number
>;
export const outcomeBits = 0b0011;
/** Set when the message arrived anywhere. */
export const arrivedBit = 0b0100;
/** Set when the message took effect anywhere. */
export const effectBit = 0b1000;

/** What is known of 4096 messages with consecutive numbers: 9 bytes each, and 9 more for each node. */
export interface Page {
  /** Number of the page: message numbers `index * 4096` and up. */
  index: number;
  state: Uint8Array;
  /** When the attempt began, in ticks of the ledger; 0: not known. */
  attemptAt: Uint32Array;
  /** When the first effect that was heard of was done, in ticks; 0: none. */
  effectAt: Uint32Array;
  /** Acknowledged messages without an effect. */
  outstanding: number;
  /** Arrivals at each node, by the node's place in the ledger. */
  arrivals: (Arrivals | undefined)[];
}

/** Arrivals of the messages of one page at one node. */
export interface Arrivals {
  /** When the first arrival that was heard of began, in ticks; 0: none. */
  startedAt: Uint32Array;
  /** Low half of that arrival's span id, to know the same span when it is sent twice. */
  spanId: Uint32Array;
  /** Effects of a message here, at most 255. */
  effects: Uint8Array;
  /** Earliest of `startedAt`. */
  earliest: number;
  /** Reordered messages as counted last, and what that count rests on. */
  reordered: { count: number; isStale: boolean; earliestLater: number };
}

/** A page of messages of which nothing is known. */
export function newPage(index: number): Page {
  return {
    index,
    state: new Uint8Array(messagesPerPage),
    attemptAt: new Uint32Array(messagesPerPage),
    effectAt: new Uint32Array(messagesPerPage),
    outstanding: 0,
    arrivals: [],
  };
}

/** The arrivals of a page at a node that has seen none of them: 9 bytes a message. */
export function newArrivals(): Arrivals {
  return {
    startedAt: new Uint32Array(messagesPerPage),
    spanId: new Uint32Array(messagesPerPage),
    effects: new Uint8Array(messagesPerPage),
    earliest: Infinity,
    reordered: { count: 0, isStale: false, earliestLater: Infinity },
  };
}
