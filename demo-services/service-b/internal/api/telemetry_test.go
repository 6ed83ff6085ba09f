package api

import (
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"service-b/internal/problem"
	"service-b/internal/receiver"
)

func attributesOf(list []attribute.KeyValue) map[string]string {
	attributes := map[string]string{}
	for _, one := range list {
		attributes[string(one.Key)] = one.Value.Emit()
	}
	return attributes
}

func TestSpansSayTheEffectAndTheRoute(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(recorder)))
	_, server := serve(t, idempotent)

	var receipt receiver.Receipt
	call(t, "POST", server.URL+"/api/message-b", "a", "{}", &receipt)
	call(t, "POST", server.URL+"/api/message-b", "a", "{}", &receipt)
	call(t, "GET", server.URL+"/health", "", "", &health{})
	call(t, "GET", server.URL+"/nowhere", "", "", &problem.Problem{})
	server.Close() // waits until the last span has ended

	spans := recorder.Ended()
	if len(spans) != 3 {
		t.Fatalf("%d spans, and health must have none", len(spans))
	}
	for i, effect := range []string{"applied", "deduplicated"} {
		got := attributesOf(spans[i].Attributes())
		if spans[i].Name() != "POST /api/message-b" || got["dsp.effect"] != effect {
			t.Errorf("span %d is %s with %v", i, spans[i].Name(), got)
		}
	}
	if got := attributesOf(spans[2].Attributes()); spans[2].Name() != "GET" || got["http.route"] != "" {
		t.Errorf("the span of no route is %s with %v", spans[2].Name(), got)
	}
}

func TestMetricsCarryRouteStatusAndErrorType(t *testing.T) {
	reader := metric.NewManualReader()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	a, server := serve(t, idempotent)
	a.worker = nil // makes the handler panic

	call(t, "POST", server.URL+"/api/message-b", "a", "{}", &problem.Problem{})
	server.Close()

	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			if m.Name != "http.server.request.duration" {
				continue
			}
			point := m.Data.(metricdata.Histogram[float64]).DataPoints[0]
			got := attributesOf(point.Attributes.ToSlice())
			if m.Unit != "s" || got["http.route"] != "/api/message-b" || got["error.type"] != "500" ||
				got["http.response.status_code"] != "500" || got["http.request.method"] != "POST" {
				t.Errorf("got %v", got)
			}
			return
		}
	}
	t.Error("http.server.request.duration is missing")
}
