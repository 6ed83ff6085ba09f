import { context, trace, type Attributes } from '@opentelemetry/api';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';

const severities = { INFO: SeverityNumber.INFO, WARN: SeverityNumber.WARN, ERROR: SeverityNumber.ERROR };
type Level = keyof typeof severities;
type Write = (message: string, attributes?: Attributes) => void;

/** Structured logs. Everything that writes them is given one of these. */
export type Logger = Record<Lowercase<Level>, Write>;

/** Writes lines of JSON, with the ids of the current span, by which a line is found from its trace. */
export function createLogger(write: (line: string) => void): Logger {
  return logger((level, message, attributes) => {
    const span = trace.getActiveSpan()?.spanContext();
    const ids = span && { trace_id: span.traceId, span_id: span.spanId };
    write(
      JSON.stringify({ time: new Date().toISOString(), level, msg: message, ...attributes, ...ids }) + '\n',
    );
  });
}

/** Writes the same lines and also hands every record to OpenTelemetry. */
export function createExportingLogger(write: (line: string) => void): Logger {
  const lines = createLogger(write);
  const otel = logs.getLogger('service-a');
  return logger((level, body, attributes) => {
    lines[level.toLowerCase() as Lowercase<Level>](body, attributes);
    otel.emit({
      severityNumber: severities[level],
      severityText: level,
      body,
      attributes: attributes ?? {},
      context: context.active(),
    });
  });
}

/** An error as log attributes, under the names of the conventions. */
export function exceptionAttributes(error: unknown): Attributes {
  return error instanceof Error
    ? {
        'exception.type': error.name,
        'exception.message': error.message,
        'exception.stacktrace': error.stack ?? '',
      }
    : { 'exception.message': String(error) };
}

function logger(log: (level: Level, ...record: Parameters<Write>) => void): Logger {
  return {
    info: (...record) => log('INFO', ...record),
    warn: (...record) => log('WARN', ...record),
    error: (...record) => log('ERROR', ...record),
  };
}
