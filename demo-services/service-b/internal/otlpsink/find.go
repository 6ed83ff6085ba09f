package otlpsink

import (
	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
	logpb "go.opentelemetry.io/proto/otlp/logs/v1"
	metricpb "go.opentelemetry.io/proto/otlp/metrics/v1"
	spanpb "go.opentelemetry.io/proto/otlp/trace/v1"
)

// Spans returns every span received. The exporting process must have ended.
func (s *Sink) Spans() (spans []*spanpb.Span) {
	for _, request := range s.Traces {
		for _, resource := range request.ResourceSpans {
			for _, scope := range resource.ScopeSpans {
				spans = append(spans, scope.Spans...)
			}
		}
	}
	return spans
}

// LogRecords returns every log record received. The exporting process must have ended.
func (s *Sink) LogRecords() (records []*logpb.LogRecord) {
	for _, request := range s.Logs {
		for _, resource := range request.ResourceLogs {
			for _, scope := range resource.ScopeLogs {
				records = append(records, scope.LogRecords...)
			}
		}
	}
	return records
}

// LatestMetrics returns the latest state of each metric by name. The exporting process must have ended.
func (s *Sink) LatestMetrics() map[string]*metricpb.Metric {
	latest := map[string]*metricpb.Metric{}
	for _, request := range s.Metrics {
		for _, resource := range request.ResourceMetrics {
			for _, scope := range resource.ScopeMetrics {
				for _, metric := range scope.Metrics {
					latest[metric.Name] = metric
				}
			}
		}
	}
	return latest
}

// Attributes returns attributes as a map of their string values.
func Attributes(list []*commonpb.KeyValue) map[string]string {
	attributes := map[string]string{}
	for _, one := range list {
		attributes[one.Key] = one.Value.GetStringValue()
	}
	return attributes
}
