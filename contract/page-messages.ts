import type { WireRequest } from './wire/addresses.ts';
import type { StreamEvent } from './wire/stream-listener.ts';

/**
 * What the live page and an editor say to each other. Inside an editor the page has no network of its own: the editor
 * asks the Platform API for it.
 */
export type FromPage =
  /** Answered by `answer` or `failure` with the same id. */
  | { type: 'call'; id: number; request: WireRequest }
  | { type: 'cancel'; id: number }
  /** Opens a stream of server-sent events, until `leave`. */
  | { type: 'follow'; id: number; path: string }
  | { type: 'leave'; id: number };

export type ToPage =
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failure'; id: number; failure: CallFailure }
  | { type: 'opened'; id: number }
  | { type: 'down'; id: number; reason: string }
  | { type: 'event'; id: number; event: StreamEvent }
  | { type: 'goTo'; hash: string };

/** A `CallError` in a form that can be sent. */
export interface CallFailure {
  code: string;
  message: string;
  remedy?: string | undefined;
  fields: readonly { field: string; message: string }[];
}

/** What an editor tells the page at its start, as JSON in the attribute `data-editor` of its root. */
export interface EditorFacts {
  /** Address of the API as a person would write it, for the curl lines. */
  apiUrl: string;
  /** Where to begin, if the page was nowhere before. */
  hash: string;
  /** In a side bar: no room for more than what goes on now. */
  isSmall: boolean;
}
