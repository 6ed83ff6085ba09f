import { metrics, type Meter } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { platformVersion } from '../config.ts';
import { GaugeAwareExporter } from './gauge-exporter.ts';

/** Milliseconds between exports: charts are live. */
const exportIntervalMs = 1_000;

export interface Telemetry {
  meter: Meter;
  shutdown(): Promise<void>;
}

/**
 * Starts the platform's own telemetry. The standard variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SDK_DISABLED`)
 * say where it goes; without an endpoint nothing is exported.
 */
export function startTelemetry(environment: NodeJS.ProcessEnv): Telemetry {
  if (!environment['OTEL_EXPORTER_OTLP_ENDPOINT']) {
    return { meter: metrics.getMeter('dsp'), shutdown: () => Promise.resolve() };
  }
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({
      'service.name': 'platform-api',
      'service.version': platformVersion,
      source: 'infra',
    }),
    autoDetectResources: false,
    traceExporter: new OTLPTraceExporter(),
    metricReaders: [
      new PeriodicExportingMetricReader({
        exporter: new GaugeAwareExporter(),
        exportIntervalMillis: exportIntervalMs,
        exportTimeoutMillis: exportIntervalMs,
      }),
    ],
  });
  sdk.start();
  return { meter: metrics.getMeter('dsp'), shutdown: () => sdk.shutdown() };
}
