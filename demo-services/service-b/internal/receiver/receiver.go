// Package receiver lets a message take effect: at every delivery, or once per idempotency key.
package receiver

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"service-b/internal/idempotency"
	"service-b/internal/ledger"
	"service-b/internal/message"
)

// Effect says what a delivery did.
type Effect string

const (
	// Applied means that this delivery changed the state.
	Applied Effect = "applied"
	// Deduplicated means that an earlier delivery of the same key had done so already.
	Deduplicated Effect = "deduplicated"
)

// Receipt is what the sender of a delivery is told. A repetition is told the position of the first delivery.
type Receipt struct {
	Effect         Effect `json:"effect"`
	Position       int64  `json:"position"`
	IdempotencyKey string `json:"idempotencyKey"`
}

// Receiver applies messages to the ledger.
type Receiver struct {
	ledger   *ledger.Ledger
	known    *idempotency.Results[ledger.Entry] // nil when the receiver is not idempotent
	messages metric.Int64Counter
}

// New makes a receiver that is idempotent if known is given.
func New(l *ledger.Ledger, known *idempotency.Results[ledger.Entry]) (*Receiver, error) {
	meter := otel.Meter("service-b/receiver")
	messages, err := meter.Int64Counter("demo.messages",
		metric.WithUnit("{message}"), metric.WithDescription("Messages delivered, by what they did."))
	if err != nil {
		return nil, err
	}
	if known != nil {
		_, err = meter.Int64ObservableGauge("demo.idempotency.keys",
			metric.WithUnit("{key}"), metric.WithDescription("Idempotency keys remembered now."),
			metric.WithInt64Callback(func(_ context.Context, observer metric.Int64Observer) error {
				observer.Observe(int64(known.Len()))
				return nil
			}))
	}
	return &Receiver{ledger: l, known: known, messages: messages}, err
}

// Receive lets one delivery take effect, and says on the current span which effect that was.
func (r *Receiver) Receive(ctx context.Context, key string, m message.Message) Receipt {
	entry, effect := r.apply(key, m)
	said := attribute.String("dsp.effect", string(effect))
	trace.SpanFromContext(ctx).SetAttributes(said)
	r.messages.Add(ctx, 1, metric.WithAttributes(said))
	return Receipt{Effect: effect, Position: entry.Position, IdempotencyKey: key}
}

func (r *Receiver) apply(key string, m message.Message) (ledger.Entry, Effect) {
	if r.known == nil {
		return r.ledger.Append(key, m), Applied
	}
	entry, first := r.known.Once(key, func() ledger.Entry { return r.ledger.Append(key, m) })
	if first {
		return entry, Applied
	}
	return entry, Deduplicated
}
