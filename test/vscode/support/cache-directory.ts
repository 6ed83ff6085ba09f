import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where large things that are fetched once for the tests are kept: outside the checkout, for all checkouts. */
export function cacheDirectory(): string {
  const { DSP_CACHE_DIRECTORY, XDG_CACHE_HOME } = process.env;
  return DSP_CACHE_DIRECTORY ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dsp');
}
