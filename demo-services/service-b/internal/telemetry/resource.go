package telemetry

import (
	"context"
	"os"

	"go.opentelemetry.io/otel/sdk/resource"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// describe says which service, instance and process the telemetry comes from.
// OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
func describe(ctx context.Context) (*resource.Resource, error) {
	// The host name, which is the container's, and not a random id: a restarted process goes on in the same series.
	instance, err := os.Hostname()
	if err != nil {
		instance = "unknown"
	}
	return resource.New(ctx,
		resource.WithAttributes(semconv.ServiceName("service-b"), semconv.ServiceInstanceID(instance)),
		resource.WithTelemetrySDK(),
		resource.WithHost(),
		resource.WithProcessPID(),
		resource.WithProcessRuntimeName(),
		resource.WithProcessRuntimeVersion(),
		resource.WithFromEnv(),
	)
}
