import type { RouteInput, RouteName, RouteOutput } from '../../contract/routes.ts';

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
  onDown?(reason: string): void;
}

/**
 * How the page reaches the Platform API. The only part that differs between a browser, which asks the API itself,
 * and a webview of an editor, whose extension asks for it.
 */
export interface Transport {
  /** Does one operation. @throws CallError */
  call<N extends RouteName>(name: N, input: RouteInput<N>, signal?: AbortSignal): Promise<RouteOutput<N>>;
  /** Reads a document that is no operation, such as the description of the API. @throws CallError */
  read(path: string): Promise<unknown>;
  /** Follows server-sent events until the returned function is called. */
  stream(path: string, listener: StreamListener): () => void;
}

/** Why an operation failed, in words for people. */
export class CallError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;
  /** What is wrong with which field of the input. */
  readonly fields: readonly { field: string; message: string }[];

  constructor(
    code: string,
    message: string,
    more: { remedy?: string | undefined; fields?: CallError['fields'] } = {},
  ) {
    super(message);
    this.code = code;
    this.remedy = more.remedy;
    this.fields = more.fields ?? [];
  }
}

/** The error as one or two sentences. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof CallError)) return String(error instanceof Error ? error.message : error);
  return error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
}
