import type { DiagLogger } from '@opentelemetry/api';
import type { Logger } from '../logging.ts';

/** How often the same trouble is told at most: without a collector every export fails, every few seconds. */
const quietPeriodMs = 60_000;

/** Passes the SDK's own complaints to a logger, which must not export, as that would fail in turn. */
export function quietDiagnostics(logger: Logger, now = Date.now): DiagLogger {
  let last = -Infinity;
  let suppressed = 0;
  const complain = (message: string): void => {
    if (now() - last < quietPeriodMs) {
      suppressed++;
      return;
    }
    logger.warn('telemetry is not exported', { detail: message, suppressed });
    last = now();
    suppressed = 0;
  };
  const ignore = (): void => undefined;
  return { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore };
}
