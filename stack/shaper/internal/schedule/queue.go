package schedule

import "dsp/shaper/internal/packet"

// Queue holds packets until they are due. Packets due at the same moment
// leave in the order they came, so a constant delay never reorders.
//
// It is a binary heap written out rather than container/heap, whose interface
// costs an allocation and two dynamic calls per packet.
type Queue struct {
	heap  []entry
	next  uint64 // sequence number of the next packet
	bytes int
}

type entry struct {
	dueNs    int64
	sequence uint64
	packet   *packet.Packet
}

func (e entry) before(f entry) bool {
	return e.dueNs < f.dueNs || e.dueNs == f.dueNs && e.sequence < f.sequence
}

// Len returns how many packets are held.
func (q *Queue) Len() int { return len(q.heap) }

// Bytes returns how many bytes of IP packets are held.
func (q *Queue) Bytes() int { return q.bytes }

// NextNs returns when the first packet is due, and whether there is one.
func (q *Queue) NextNs() (int64, bool) {
	if len(q.heap) == 0 {
		return 0, false
	}
	return q.heap[0].dueNs, true
}

// Push holds p until p.DueNs.
func (q *Queue) Push(p *packet.Packet) {
	q.heap = append(q.heap, entry{p.DueNs, q.next, p})
	q.next++
	q.bytes += p.Length
	q.up(len(q.heap) - 1)
}

// PopDue takes the first packet out if it is due by now, otherwise it returns nil.
func (q *Queue) PopDue(nowNs int64) *packet.Packet {
	if len(q.heap) == 0 || q.heap[0].dueNs > nowNs {
		return nil
	}
	p := q.heap[0].packet
	last := len(q.heap) - 1
	q.heap[0] = q.heap[last]
	q.heap[last] = entry{}
	q.heap = q.heap[:last]
	q.bytes -= p.Length
	q.down(0)
	return p
}

// Reschedule lets each held packet be given an earlier or later due time.
func (q *Queue) Reschedule(due func(*packet.Packet) int64) {
	for i := range q.heap {
		p := q.heap[i].packet
		p.DueNs = due(p)
		q.heap[i].dueNs = p.DueNs
	}
	for i := len(q.heap)/2 - 1; i >= 0; i-- {
		q.down(i)
	}
}

func (q *Queue) up(i int) {
	moved := q.heap[i]
	for i > 0 {
		parent := (i - 1) / 2
		if !moved.before(q.heap[parent]) {
			break
		}
		q.heap[i] = q.heap[parent]
		i = parent
	}
	q.heap[i] = moved
}

func (q *Queue) down(i int) {
	n := len(q.heap)
	if i >= n {
		return
	}
	moved := q.heap[i]
	for {
		child := 2*i + 1
		if child >= n {
			break
		}
		if right := child + 1; right < n && q.heap[right].before(q.heap[child]) {
			child = right
		}
		if !q.heap[child].before(moved) {
			break
		}
		q.heap[i] = q.heap[child]
		i = child
	}
	q.heap[i] = moved
}
