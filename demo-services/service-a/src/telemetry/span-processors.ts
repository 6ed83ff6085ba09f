import { BaggageSpanProcessor } from '@opentelemetry/baggage-span-processor';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ConfigError } from '../config.ts';
import type { Variables } from '../environment.ts';

/**
 * Copies the platform's baggage, which says which run and message a request belongs to, to every span,
 * and exports the spans. The SDK would choose the exporter itself, but not beside a processor of our own.
 */
export function spanProcessors(variables: Variables): SpanProcessor[] {
  if (variables.OTEL_TRACES_EXPORTER === 'none') return [];
  const protocol = variables.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || variables.OTEL_EXPORTER_OTLP_PROTOCOL;
  return [
    new BaggageSpanProcessor((key) => key.startsWith('dsp.')),
    new BatchSpanProcessor(exporter(protocol || 'http/protobuf')),
  ];
}

function exporter(protocol: string): SpanExporter {
  switch (protocol) {
    case 'grpc':
      return new GrpcExporter();
    case 'http/json':
      return new JsonExporter();
    case 'http/protobuf':
      return new ProtobufExporter();
    default:
      throw new ConfigError(
        `OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http/protobuf or http/json, but is ${JSON.stringify(protocol)}`,
      );
  }
}
