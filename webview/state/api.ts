import type { RouteInput, RouteName, RouteOutput } from '../../contract/routes.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';
import type { Transport } from '../transport/transport.ts';

let transport: Transport | undefined;
let origin: string | undefined;

/**
 * Says once, at the start, how the API is reached.
 *
 * @param apiOrigin Its address for people, where it is not the page's own.
 */
export function useTransport(chosen: Transport, apiOrigin?: string): void {
  transport = chosen;
  origin = apiOrigin;
}

/** Address of the API as a person would write it in a terminal. */
export function apiOrigin(): string {
  return origin ?? location.origin;
}

function chosen(): Transport {
  if (transport === undefined) throw new Error('The page was started without a transport.');
  return transport;
}

/** Does one operation of the API. @throws CallError */
export function call<N extends RouteName>(
  name: N,
  input: RouteInput<N>,
  signal?: AbortSignal,
): Promise<RouteOutput<N>> {
  return chosen().call(name, input, signal);
}

/** Reads a document of the API. @throws CallError */
export function read(path: string): Promise<unknown> {
  return chosen().read(path);
}

/** Follows a stream of the API until the returned function is called. */
export function stream(path: string, listener: StreamListener): () => void {
  return chosen().stream(path, listener);
}
