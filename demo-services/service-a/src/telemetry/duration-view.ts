import { AggregationType, type ViewOptions } from '@opentelemetry/sdk-metrics';

/**
 * Buckets in seconds, from an undisturbed request on one machine (0.5 ms) to one that hangs in a fault (60 s).
 * The instrumentation's own ones, 5 ms to 10 s, would put both into their outermost buckets.
 */
const boundaries = [
  0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10,
  30, 60,
];

/** Gives the duration of requests, served and sent, buckets that suit a lab of faults. */
export const durationView: ViewOptions = {
  instrumentName: 'http.*.request.duration',
  aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries } },
};
