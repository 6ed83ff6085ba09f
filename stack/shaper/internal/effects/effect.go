// Package effects holds what each kind of fault does to a packet. An effect
// decides; it never waits, sends or drops by itself, so it runs the same in a
// test as between two hosts. Each file has one kind.
package effects

import (
	"time"

	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// Fate is where the decisions about one packet are gathered, one effect after the other.
type Fate struct {
	DueNs       int64  // when it goes on; begins as its arrival
	Copies      int    // how many more times it is sent
	Altered     bool   // its bytes were changed
	Overtakable bool   // it may be overtaken by, or overtake, packets of its own flow
	Reply       []byte // what a refusing host answers; set with Rejected
}

// Outcome is what one effect did to one packet. Dropped, Overflowed and Rejected end its way.
type Outcome uint8

const (
	Untouched Outcome = iota
	Delayed
	Dropped
	Overflowed
	Duplicated
	Corrupted
	Reordered
	Rejected
)

// IsFinal reports whether the packet ends here.
func (o Outcome) IsFinal() bool {
	return o == Dropped || o == Overflowed || o == Rejected
}

// Effect is one fault at work in one direction. It is used by one thread.
type Effect interface {
	Apply(p *packet.Packet, fate *Fate) Outcome
}

// Holder is an effect that delays; it says by how much at most. What is held
// when a program changes waits no longer than the new one could make it.
type Holder interface {
	MaxHold() time.Duration
}

// Unbounded is the MaxHold of an effect whose delay depends on the traffic.
const Unbounded = time.Duration(1<<63 - 1)

// Needs is what an effect asks of an interceptor.
type Needs struct {
	EachPacket bool // large segments are cut first: the decision is per packet of the wire
	AllBytes   bool // the whole packet, not only its headers, with its checksum complete
	ToHost     bool // a way to hand packets to this host's own stack
}

// stage is one row of the fixed order in which effects meet a packet.
type stage struct {
	kind program.Kind
	make func(program.Rule, Random) Effect
}

// order is the way a packet takes, whatever the order of the rules: cut,
// lost, damaged or doubled at the sender's end, then through the narrow link,
// then along the wire. Rules of one kind follow each other as written.
var order = []stage{
	{program.Partition, newPartition},
	{program.Loss, newLoss},
	{program.Corrupt, newCorrupt},
	{program.Duplicate, newDuplicate},
	{program.Bandwidth, newBandwidth},
	{program.Latency, newLatency},
	{program.Reorder, newReorder},
}

// Rank is the place of a kind in the order.
func Rank(kind program.Kind) int {
	for i, s := range order {
		if s.kind == kind {
			return i
		}
	}
	return len(order)
}

// New makes the effect of a rule for one direction.
func New(rule program.Rule, direction program.Direction) Effect {
	return order[Rank(rule.Kind)].make(rule, newRandom(rule.Seed, direction))
}

// NeedsOf tells what a rule asks of the interceptor of a direction.
func NeedsOf(rule program.Rule, direction program.Direction) Needs {
	switch params := rule.Params.(type) {
	case *program.LossParams, *program.ReorderParams:
		return Needs{EachPacket: true}
	case *program.CorruptParams:
		return Needs{EachPacket: true, AllBytes: true}
	case *program.DuplicateParams:
		return Needs{EachPacket: true, AllBytes: true, ToHost: direction == program.Ingress}
	case *program.BandwidthParams:
		return Needs{EachPacket: params.RateKbps < smoothBelowKbps}
	case *program.PartitionParams:
		return Needs{ToHost: params.Mode == program.Reject && direction == program.Egress}
	}
	return Needs{}
}

// Add joins what two rules ask.
func (n Needs) Add(m Needs) Needs {
	return Needs{n.EachPacket || m.EachPacket, n.AllBytes || m.AllBytes, n.ToHost || m.ToHost}
}

func milliseconds(ms float64) time.Duration {
	return time.Duration(ms * float64(time.Millisecond))
}
