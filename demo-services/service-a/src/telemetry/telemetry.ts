import { setTimeout as sleep } from 'node:timers/promises';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Logger } from '../logging.ts';
import { quietDiagnostics } from './diagnostics.ts';
import { durationView } from './duration-view.ts';
import { resendAttributes } from './resend-count.ts';
import { defaultResource } from './resource.ts';
import { spanProcessors } from './span-processors.ts';

/** Sends what is still unsent, and ends the export, within the given time. Failures are logged, never thrown. */
export type StopTelemetry = (withinMs: number) => Promise<void>;

/**
 * Starts the OpenTelemetry SDK, which the standard OTEL_* variables set up.
 * It has to come before node:http is loaded, and its failures never reach a request.
 */
export function startTelemetry(logger: Logger): StopTelemetry {
  // OTEL_LOG_LEVEL is the SDK's own switch for more words.
  if (!process.env.OTEL_LOG_LEVEL) diag.setLogger(quietDiagnostics(logger), DiagLogLevel.WARN);
  // The SDK's own handler would log whole stacks.
  setGlobalErrorHandler((error) => diag.error(error instanceof Error ? error.message : String(error)));
  const sdk = new NodeSDK({
    resource: defaultResource(),
    spanProcessors: spanProcessors(process.env),
    views: [durationView],
    instrumentations: [
      new HttpInstrumentation({
        // Requests go out by fetch. What node:http sends is the telemetry itself.
        disableOutgoingRequestInstrumentation: true,
        // Probes would drown the requests of people and nodes.
        ignoreIncomingRequestHook: ({ url }) => url === '/health',
      }),
      new UndiciInstrumentation({ startSpanHook: resendAttributes }),
      new RuntimeNodeInstrumentation(),
    ],
  });
  sdk.start();
  return async (withinMs) => {
    const failed = sdk.shutdown().then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const detail = await Promise.race([failed, sleep(withinMs, `It was not sent within ${withinMs} ms.`)]);
    if (detail !== undefined) logger.warn('telemetry was lost at the end', { detail });
  };
}
