import type { Context } from 'koa';

/** What Node calls it when the other side of a connection goes away in the midst of a request or of an answer. */
const codes = new Set<unknown>([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
  'EPIPE',
  // In the midst of its own body.
  'HPE_INVALID_EOF_STATE',
]);

/** Whether a request came to its end because its client went away: no error of anybody, and nobody is there to be told. */
export function hasClientLeft(error: unknown, ctx: Pick<Context, 'req'> | undefined): boolean {
  // The same codes come from an engine or a part that breaks off; then the client is still there.
  return codes.has((error as { code?: unknown } | null)?.code) && ctx?.req.socket.destroyed === true;
}
