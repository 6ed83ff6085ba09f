package receiver

import (
	"sync"
	"testing"
	"time"

	"service-b/internal/idempotency"
	"service-b/internal/ledger"
	"service-b/internal/message"
)

func newReceiver(t *testing.T, idempotent bool) (*Receiver, *ledger.Ledger) {
	t.Helper()
	l := ledger.New(10, time.Now)
	var known *idempotency.Results[ledger.Entry]
	if idempotent {
		known = idempotency.NewResults[ledger.Entry](100, time.Hour, time.Now)
	}
	receiver, err := New(l, known)
	if err != nil {
		t.Fatal(err)
	}
	return receiver, l
}

func TestAnIdempotentReceiverAppliesAKeyOnce(t *testing.T) {
	receiver, l := newReceiver(t, true)
	first := receiver.Receive(t.Context(), "a", message.Message{})
	again := receiver.Receive(t.Context(), "a", message.Message{})
	other := receiver.Receive(t.Context(), "b", message.Message{})

	if first != (Receipt{Applied, 1, "a"}) {
		t.Errorf("first delivery: %+v", first)
	}
	if again != (Receipt{Deduplicated, 1, "a"}) {
		t.Errorf("second delivery: %+v", again)
	}
	if other != (Receipt{Applied, 2, "b"}) {
		t.Errorf("another key: %+v", other)
	}
	if total, _ := l.Snapshot(); total != 2 {
		t.Errorf("%d entries", total)
	}
}

func TestAReceiverThatIsNotIdempotentAppliesEveryDelivery(t *testing.T) {
	receiver, l := newReceiver(t, false)
	for position := int64(1); position <= 2; position++ {
		if got := receiver.Receive(t.Context(), "a", message.Message{}); got != (Receipt{Applied, position, "a"}) {
			t.Errorf("delivery %d: %+v", position, got)
		}
	}
	if total, _ := l.Snapshot(); total != 2 {
		t.Errorf("%d entries", total)
	}
}

func TestConcurrentDeliveriesOfOneKeyApplyOnce(t *testing.T) {
	receiver, l := newReceiver(t, true)
	const deliveries = 50
	effects := make(chan Effect, deliveries)
	var group sync.WaitGroup
	for range deliveries {
		group.Go(func() { effects <- receiver.Receive(t.Context(), "a", message.Message{}).Effect })
	}
	group.Wait()
	close(effects)

	applied := 0
	for effect := range effects {
		if effect == Applied {
			applied++
		}
	}
	if total, _ := l.Snapshot(); applied != 1 || total != 1 {
		t.Errorf("%d deliveries said applied, the ledger has %d entries", applied, total)
	}
}
