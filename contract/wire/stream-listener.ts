/** One server-sent event, its data parsed. */
export interface StreamEvent {
  event: string;
  data: unknown;
}

/** What a reader of a stream is told. */
export interface StreamListener {
  onEvent(event: StreamEvent): void;
  /** The stream is open, for the first time or again. */
  onOpen?(): void;
  /** The stream broke or could not be opened; it is tried again by itself. */
  onDown?(reason: string, error: unknown): void;
}
