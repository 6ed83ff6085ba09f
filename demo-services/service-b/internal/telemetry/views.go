package telemetry

import "go.opentelemetry.io/otel/sdk/metric"

// durationBuckets reach from an undisturbed request on one machine (0.5 ms) to one that hangs in a fault (60 s).
// The instrumentation's own buckets, 5 ms to 10 s, would put both into their outermost ones.
var durationBuckets = []float64{
	0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75,
	1, 1.5, 2, 3, 5, 10, 30, 60,
}

var durationView = metric.NewView(
	metric.Instrument{Name: "http.*.request.duration"},
	metric.Stream{Aggregation: metric.AggregationExplicitBucketHistogram{Boundaries: durationBuckets}},
)
