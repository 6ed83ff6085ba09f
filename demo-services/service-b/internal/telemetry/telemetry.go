// Package telemetry sets up the OpenTelemetry SDK from the standard OTEL_* environment variables, and nothing else.
package telemetry

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/contrib/instrumentation/runtime"
	"go.opentelemetry.io/contrib/processors/baggagecopy"
	"go.opentelemetry.io/contrib/propagators/autoprop"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/log/global"
	"go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Stop sends what is still unsent, and ends the export. It takes no longer than its context lasts.
type Stop func(ctx context.Context) error

// Start registers the global providers of traces, metrics and logs, and the propagator.
// Failures to export are only ever reported to the given logger: they never reach a request.
func Start(ctx context.Context, logger *slog.Logger) (Stop, error) {
	// Context is passed on even when the SDK is disabled, as the specification has it.
	otel.SetTextMapPropagator(autoprop.NewTextMapPropagator())
	if strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return func(context.Context) error { return nil }, nil
	}
	otel.SetErrorHandler(&errorHandler{logger: logger})

	res, err := describe(ctx)
	if err != nil {
		// A partial description is still a description.
		otel.Handle(err)
	}
	stopLogs, err := startLogs(ctx, res)
	if err != nil {
		return nil, err
	}
	stopTraces, err := startTraces(ctx, res)
	if err != nil {
		return nil, err
	}
	stopMetrics, err := startMetrics(ctx, res)
	if err != nil {
		return nil, err
	}
	return together(stopTraces, stopMetrics, stopLogs), nil
}

func startTraces(ctx context.Context, res *resource.Resource) (Stop, error) {
	exporter, err := autoexport.NewSpanExporter(ctx)
	if err != nil {
		return nil, err
	}
	provider := trace.NewTracerProvider(
		trace.WithResource(res),
		trace.WithSpanProcessor(baggagecopy.NewSpanProcessor(isOfThePlatform)),
		trace.WithBatcher(exporter),
	)
	otel.SetTracerProvider(provider)
	return provider.Shutdown, nil
}

// isOfThePlatform picks the baggage that says which run and which message a request belongs to.
func isOfThePlatform(member baggage.Member) bool {
	return strings.HasPrefix(member.Key(), "dsp.")
}

func startMetrics(ctx context.Context, res *resource.Resource) (Stop, error) {
	// The producer adds how long goroutines wait for a processor: what a processor limit shows first.
	autoexport.WithFallbackMetricProducer(func(context.Context) (metric.Producer, error) {
		return runtime.NewProducer(), nil
	})
	reader, err := autoexport.NewMetricReader(ctx)
	if err != nil {
		return nil, err
	}
	provider := metric.NewMeterProvider(
		metric.WithResource(res),
		metric.WithReader(reader),
		metric.WithView(durationView),
	)
	otel.SetMeterProvider(provider)
	// Export intervals of a few seconds would repeat old values at the default of 15 s.
	if err := runtime.Start(runtime.WithMinimumReadMemStatsInterval(time.Second)); err != nil {
		return nil, err
	}
	return provider.Shutdown, nil
}

func startLogs(ctx context.Context, res *resource.Resource) (Stop, error) {
	exporter, err := autoexport.NewLogExporter(ctx)
	if err != nil {
		return nil, err
	}
	provider := log.NewLoggerProvider(
		log.WithResource(res),
		log.WithProcessor(log.NewBatchProcessor(exporter)),
	)
	global.SetLoggerProvider(provider)
	return provider.Shutdown, nil
}

// together stops all at once, so that one signal that cannot be sent does not take the time of the others.
func together(stops ...Stop) Stop {
	return func(ctx context.Context) error {
		results := make(chan error, len(stops))
		for _, stop := range stops {
			go func() { results <- stop(ctx) }()
		}
		var failures []error
		for range stops {
			failures = append(failures, <-results)
		}
		return errors.Join(failures...)
	}
}
