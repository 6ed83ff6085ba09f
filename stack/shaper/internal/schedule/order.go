package schedule

import "dsp/shaper/internal/packet"

// flowSlots is the size of the table of flows. Two flows that share a slot
// also keep their order among each other, which costs little and breaks nothing.
const flowSlots = 1 << 13

// FlowOrder keeps the packets of each flow in the order they came, however
// jitter falls: a packet is never due before the one ahead of it in its flow.
// A real path reorders rarely, and TCP takes reordering for loss.
type FlowOrder struct {
	lastDueNs [flowSlots]int64
}

// After returns dueNs, or the due time of the flow's last packet if that is later.
func (o *FlowOrder) After(flow uint64, dueNs int64) int64 {
	last := &o.lastDueNs[flow%flowSlots]
	*last = max(*last, dueNs)
	return *last
}

// Rebuild forgets all flows but those of the packets still held.
func (o *FlowOrder) Rebuild(held *Queue) {
	clear(o.lastDueNs[:])
	for _, e := range held.heap {
		o.After(e.packet.Flow(), e.dueNs)
	}
}

// Held calls visit for each held packet, in no particular order.
func (q *Queue) Held(visit func(*packet.Packet)) {
	for _, e := range q.heap {
		visit(e.packet)
	}
}
