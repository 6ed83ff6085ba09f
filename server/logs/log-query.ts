import type { LogSearch } from '../../contract/logs.ts';

/** The LogQL of a search: its stream, then its trace, then its text. */
export function logQl({ node, traceId, text }: LogSearch): string {
  const stream = node === undefined ? 'source="app"' : `source="app", node=${quote(node)}`;
  const trace = traceId === undefined ? '' : ` | trace_id=${quote(traceId)}`;
  // Filters on the line come before those on what was read from it: Loki is quicker that way.
  const line = text === undefined || text === '' ? '' : ` |= ${quote(text)}`;
  return `{${stream}}${line}${trace}`;
}

/** A text between double quotes, as Go and so LogQL reads it. */
function quote(text: string): string {
  return JSON.stringify(text);
}
