import type { RouteInput } from '../../contract/routes.ts';

/** Fields of the search as they stand in the address of the page. */
const searchFields = ['service', 'minDurationMs', 'error', 'run', 'message', 'sinceSeconds'] as const;

/** The search for what stands in the address. Empty fields do not narrow it. */
export function traceQuery(about: Readonly<Record<string, string>>): RouteInput<'traceSearch'>['query'] {
  const given = searchFields.flatMap((name) => {
    const value = about[name]?.trim() ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(given) as RouteInput<'traceSearch'>['query'];
}
