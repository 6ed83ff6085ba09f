package readings

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"service-b/internal/logging"
)

const traceID = "4bf92f3577b34da6a3ce929d0e0e4736"

// serve runs a sink and returns a function that sends a datagram to it, and what it recorded.
func serve(t *testing.T, idempotent bool) (send func(string), spans *tracetest.InMemoryExporter, reader *metric.ManualReader) {
	t.Helper()
	spans, reader = tracetest.NewInMemoryExporter(), metric.NewManualReader()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSyncer(spans)))
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	otel.SetTextMapPropagator(propagation.TraceContext{})
	connection, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	sink, err := New(logging.New(io.Discard), idempotent)
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- sink.Serve(connection) }()
	client, err := net.Dial("udp", connection.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		connection.Close()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return func(datagram string) {
		if _, err := client.Write([]byte(datagram)); err != nil {
			t.Error(err)
		}
	}, spans, reader
}

func reading(sequence int) string {
	return fmt.Sprintf(`{"stream":"sensor","epoch":"one","sequence":%d,"value":20.5,`+
		`"traceparent":"00-%s-00f067aa0ba902b7-01"}`, sequence, traceID)
}

func waitForSpans(t *testing.T, spans *tracetest.InMemoryExporter, count int) tracetest.SpanStubs {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if got := spans.GetSpans(); len(got) >= count {
			return got
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d spans, not %d", len(spans.GetSpans()), count)
		}
	}
}

func TestEachReadingIsASpanInTheTraceOfItsSender(t *testing.T) {
	send, spans, _ := serve(t, true)
	for _, sequence := range []int{0, 1, 1} {
		send(reading(sequence))
	}
	got := waitForSpans(t, spans, 3)
	var effects []string
	for _, span := range got {
		if span.SpanContext.TraceID().String() != traceID {
			t.Errorf("trace %s", span.SpanContext.TraceID())
		}
		for _, one := range span.Attributes {
			if one.Key == "dsp.effect" {
				effects = append(effects, one.Value.AsString())
			}
		}
	}
	if want := "applied applied deduplicated"; strings.Join(effects, " ") != want {
		t.Errorf("effects %v, want %s", effects, want)
	}
}

func TestLossDuplicationAndReorderingAreMetrics(t *testing.T) {
	send, spans, reader := serve(t, false)
	send("not a reading")
	for _, sequence := range []int{0, 1, 5, 3, 3, 6} {
		send(reading(sequence))
	}
	waitForSpans(t, spans, 6)
	var data metricdata.ResourceMetrics
	if err := reader.Collect(context.Background(), &data); err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, one := range data.ScopeMetrics[0].Metrics {
		for _, point := range one.Data.(metricdata.Sum[int64]).DataPoints {
			arrival, _ := point.Attributes.Value("arrival")
			got[one.Name+" "+arrival.AsString()] += point.Value
		}
	}
	want := map[string]int64{
		"demo.readings in-order": 4, "demo.readings reordered": 1, "demo.readings duplicate": 1,
		"demo.readings malformed": 1, "demo.readings.missing ": 2,
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s is %d, want %d", name, got[name], value)
		}
	}
}
