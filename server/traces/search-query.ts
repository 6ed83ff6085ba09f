import type { TraceSearch } from '../../contract/traces.ts';

/** What a search asks for, in the words of a Tempo that knows TraceQL (2.0 and newer) or does not. */
export function searchParameters(search: TraceSearch, hasTraceQl: boolean, now: number): URLSearchParams {
  const parameters = hasTraceQl ? { q: traceQl(search) } : withoutTraceQl(search);
  return new URLSearchParams({
    ...parameters,
    limit: String(search.limit),
    start: String(Math.floor(now) - search.sinceSeconds),
    end: String(Math.ceil(now)),
  });
}

/** Each condition may hold in another span of the trace, so each is a set of spans of its own. */
function traceQl({ service, minDurationMs, error, run, message }: TraceSearch): string {
  const conditions = [
    ...(service === undefined ? [] : [`resource.service.name = ${quote(service)}`]),
    ...(error === 'true' ? ['status = error'] : []),
    ...(run === undefined ? [] : [`span.dsp.run = ${quote(run)}`]),
    ...(message === undefined ? [] : [`span.dsp.message = ${quote(message)}`]),
    ...(minDurationMs === undefined ? [] : [`traceDuration >= ${Math.round(minDurationMs * 1000)}us`]),
  ];
  return conditions.length === 0 ? '{}' : conditions.map((condition) => `{ ${condition} }`).join(' && ');
}

function withoutTraceQl({
  service,
  minDurationMs,
  error,
  run,
  message,
}: TraceSearch): Record<string, string> {
  const tags = {
    'service.name': service,
    'status.code': error === 'true' ? 'error' : undefined,
    'dsp.run': run,
    'dsp.message': message,
  };
  const written = Object.entries(tags).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${quote(value)}`],
  );
  return {
    tags: written.join(' '),
    ...(minDurationMs === undefined ? {} : { minDuration: `${Math.round(minDurationMs * 1000)}us` }),
  };
}

/** A text between double quotes, for TraceQL and for the logfmt of tags. */
function quote(text: string): string {
  return JSON.stringify(text);
}
