package schedule

import (
	"math/rand/v2"
	"testing"

	"dsp/shaper/internal/packet"
)

func TestQueueReleasesByDueTimeThenByArrival(t *testing.T) {
	var q Queue
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 5000 {
		q.Push(&packet.Packet{DueNs: random.Int64N(50), QueueID: uint32(i), Length: 10})
	}
	if q.Bytes() != 50_000 {
		t.Errorf("%d bytes held", q.Bytes())
	}
	var last *packet.Packet
	for p := q.PopDue(100); p != nil; p = q.PopDue(100) {
		if last != nil && (p.DueNs < last.DueNs || p.DueNs == last.DueNs && p.QueueID < last.QueueID) {
			t.Fatalf("packet %d due %d after packet %d due %d", p.QueueID, p.DueNs, last.QueueID, last.DueNs)
		}
		last = p
	}
	if q.Len() != 0 || q.Bytes() != 0 {
		t.Errorf("%d packets, %d bytes left", q.Len(), q.Bytes())
	}
}

func TestQueueHoldsWhatIsNotDue(t *testing.T) {
	var q Queue
	q.Push(&packet.Packet{DueNs: 100})
	if q.PopDue(99) != nil || q.PopDue(100) == nil {
		t.Error("released at the wrong time")
	}
}

func TestRescheduleKeepsTheHeap(t *testing.T) {
	var q Queue
	for i := range 100 {
		q.Push(&packet.Packet{ArrivedNs: int64(i), DueNs: int64(1000 - i)})
	}
	q.Reschedule(func(p *packet.Packet) int64 { return min(p.DueNs, p.ArrivedNs+5) })
	last := int64(-1)
	for p := q.PopDue(2000); p != nil; p = q.PopDue(2000) {
		if p.DueNs < last {
			t.Fatal("out of order after rescheduling")
		}
		last = p.DueNs
	}
	if last != 104 {
		t.Errorf("the last was due %d, want 104", last)
	}
}

func TestFlowOrderNeverGoesBack(t *testing.T) {
	var o FlowOrder
	if o.After(1, 50) != 50 || o.After(1, 20) != 50 || o.After(2, 20) != 20 || o.After(1, 60) != 60 {
		t.Error("order not kept per flow")
	}
}
