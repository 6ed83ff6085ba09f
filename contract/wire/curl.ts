import type { RouteInput, RouteName } from '../routes.ts';
import { requestOf } from './addresses.ts';

/** The same action in a terminal: what every button of the page shows. */
export function curlOf<N extends RouteName>(origin: string, name: N, input: RouteInput<N>): string {
  const { method, path, body } = requestOf(name, input);
  const parts = ['curl'];
  if (method !== 'GET' && !(method === 'POST' && body !== undefined)) parts.push('-X', method);
  parts.push(quote(origin + path));
  if (body !== undefined) parts.push('--json', quote(JSON.stringify(body)));
  return parts.join(' ');
}

/** Quotes a word for a POSIX shell where it needs it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
