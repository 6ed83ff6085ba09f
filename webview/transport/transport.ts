import type { RouteInput, RouteName, RouteOutput } from '../../contract/routes.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';

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
