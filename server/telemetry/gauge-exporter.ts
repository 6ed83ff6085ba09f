import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';

/**
 * An exporter that lets the series of an observable gauge end when it is not observed any more. With the usual,
 * cumulative preference the SDK repeats the last value of every label set for ever, so that a run that is over
 * would be shown as active. For a gauge, which has no temporality on the wire, `DELTA` only means "what was
 * observed now".
 */
export class GaugeAwareExporter extends OTLPMetricExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_GAUGE
      ? AggregationTemporality.DELTA
      : super.selectAggregationTemporality(type);
  }
}
