// Package logging writes structured logs: as lines of JSON, and to OpenTelemetry.
package logging

import (
	"context"
	"io"
	"log/slog"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/otel/trace"
)

// New makes a logger that writes lines of JSON only.
func New(w io.Writer) *slog.Logger {
	return slog.New(lines(w))
}

// NewExporting makes a logger that writes lines of JSON and also hands every record to the global logger provider.
func NewExporting(w io.Writer) *slog.Logger {
	return slog.New(slog.NewMultiHandler(lines(w), otelslog.NewHandler("service-b")))
}

func lines(w io.Writer) slog.Handler {
	return withTrace{slog.NewJSONHandler(w, nil)}
}

// withTrace adds the ids of the current span, by which a log line is found from its trace and the other way round.
// Records that go to OpenTelemetry have them already.
type withTrace struct{ slog.Handler }

func (h withTrace) Handle(ctx context.Context, record slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		record.AddAttrs(
			slog.String("trace_id", span.TraceID().String()),
			slog.String("span_id", span.SpanID().String()),
		)
	}
	return h.Handler.Handle(ctx, record)
}

func (h withTrace) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withTrace{h.Handler.WithAttrs(attrs)}
}

func (h withTrace) WithGroup(name string) slog.Handler {
	return withTrace{h.Handler.WithGroup(name)}
}
