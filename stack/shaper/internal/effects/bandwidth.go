package effects

import (
	"math"
	"time"

	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// bandwidth is a link of a given rate with a bounded queue before it. It keeps
// no tokens and no queue of its own, only the moment at which the link will
// have sent all it was given (a virtual clock: Zhang 1990; the cell rate
// algorithm of ATM Forum TM 4.0). Nothing accumulates, so the rate has no drift.
type bandwidth struct {
	nsPerByte float64
	burstNs   float64 // how far the link may run ahead after being idle
	queueNs   float64 // how long the queue may get
	busyTill  float64 // ns; fractions matter at high rates
}

const (
	// smoothBelowKbps is the rate below which large segments are cut first: at
	// this rate a segment of 64 KB is 2.6 ms of link time.
	smoothBelowKbps = 200_000

	defaultQueueTime = 200 * time.Millisecond
	minQueueBytes    = 32 << 10
)

func newBandwidth(rule program.Rule, _ Random) Effect {
	params := rule.Params.(*program.BandwidthParams)
	b := &bandwidth{nsPerByte: 8e6 / params.RateKbps, busyTill: math.Inf(-1)}
	b.burstNs = params.BurstKb * 1024 * b.nsPerByte
	b.queueNs = params.QueueKb * 1024 * b.nsPerByte
	if params.QueueKb == 0 {
		b.queueNs = max(float64(defaultQueueTime), minQueueBytes*b.nsPerByte)
	}
	return b
}

func (b *bandwidth) Apply(p *packet.Packet, fate *Fate) Outcome {
	now := float64(fate.DueNs)
	cost := float64(p.Length*(1+fate.Copies)) * b.nsPerByte
	begin := max(b.busyTill, now-b.burstNs)
	if begin-now > b.queueNs {
		return Overflowed
	}
	b.busyTill = begin + cost
	if b.busyTill <= now {
		return Untouched
	}
	fate.DueNs = int64(b.busyTill)
	return Delayed
}

func (b *bandwidth) MaxHold() time.Duration { return Unbounded }
