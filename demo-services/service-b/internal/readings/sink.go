package readings

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

// maxStreams bounds the memory for streams, about 32 kB each. The one that was heard of first makes room.
const maxStreams = 64

// Sink counts readings and makes a span for each.
type Sink struct {
	logger     *slog.Logger
	idempotent bool
	tracer     trace.Tracer
	readings   metric.Int64Counter
	missing    metric.Int64UpDownCounter

	mu      sync.Mutex
	streams map[streamKey]*stream
	order   []streamKey
}

type streamKey struct{ stream, epoch string }

// New makes a sink. An idempotent one applies a duplicate of a reading no second time.
func New(logger *slog.Logger, idempotent bool) (*Sink, error) {
	meter := otel.Meter("service-b/readings")
	readings, err := meter.Int64Counter("demo.readings", metric.WithUnit("{reading}"),
		metric.WithDescription("Readings that came, by what the network made of them."))
	if err != nil {
		return nil, err
	}
	missing, err := meter.Int64UpDownCounter("demo.readings.missing", metric.WithUnit("{reading}"),
		metric.WithDescription("Readings that later ones have overtaken and that have not come."))
	return &Sink{
		logger:     logger,
		idempotent: idempotent,
		tracer:     otel.Tracer("service-b/readings"),
		readings:   readings,
		missing:    missing,
		streams:    map[streamKey]*stream{},
	}, err
}

// Serve takes datagrams until the connection is closed.
func (s *Sink) Serve(connection net.PacketConn) error {
	buffer := make([]byte, maxDatagram+1)
	for {
		size, sender, err := connection.ReadFrom(buffer)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		s.take(buffer[:size], sender)
	}
}

func (s *Sink) take(datagram []byte, sender net.Addr) {
	reading, err := parse(datagram)
	if err != nil || len(datagram) > maxDatagram {
		s.readings.Add(context.Background(), 1, metric.WithAttributes(attribute.String("arrival", "malformed")))
		s.logger.Warn("datagram refused", "sender", sender.String(), "bytes", len(datagram))
		return
	}
	arrival, missing := s.note(reading)

	ctx := otel.GetTextMapPropagator().Extract(context.Background(), carrier{reading})
	ctx, span := s.tracer.Start(ctx, "receive reading", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	effect := "applied"
	if arrival == Duplicate && s.idempotent {
		effect = "deduplicated"
	}
	span.SetAttributes(
		attribute.String("dsp.effect", effect),
		attribute.String("network.transport", "udp"),
		attribute.String("reading.arrival", string(arrival)),
		attribute.Int64("reading.sequence", int64(reading.Sequence)),
	)
	stream := attribute.String("stream", reading.Stream)
	s.readings.Add(ctx, 1, metric.WithAttributes(stream, attribute.String("arrival", string(arrival))))
	// Adding nothing makes the series begin, so that a chart shows zero and not a hole.
	s.missing.Add(ctx, missing, metric.WithAttributes(stream))
	if arrival != InOrder || missing != 0 {
		s.logger.InfoContext(ctx, "reading out of the ordinary", "stream", reading.Stream,
			"sequence", reading.Sequence, "arrival", string(arrival), "missing", missing)
	}
}

func (s *Sink) note(reading Reading) (Arrival, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := streamKey{reading.Stream, reading.Epoch}
	known, ok := s.streams[key]
	if !ok {
		if len(s.order) == maxStreams {
			delete(s.streams, s.order[0])
			s.order = append(s.order[:0], s.order[1:]...)
		}
		known = &stream{}
		s.streams[key] = known
		s.order = append(s.order, key)
	}
	return known.take(reading.Sequence)
}
