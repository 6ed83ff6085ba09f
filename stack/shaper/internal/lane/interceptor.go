// Package lane moves the packets of one direction: from an interceptor,
// through the pipeline, into the queue, and on when they are due.
package lane

import (
	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
)

// Interceptor takes packets out of the kernel's path and puts them back. The
// lane calls it from one thread only, and it never blocks.
//
//	           ┌────────── lane ──────────┐
//	Receive ──▶│ pipeline ──▶ queue ──────│──▶ Release
//	           └──────┬───────────────────┘
//	                  └─────────────────────▶ Discard, Answer
type Interceptor interface {
	// Descriptor is readable when Receive has something to give.
	Descriptor() int
	// Receive appends the packets that are waiting, up to a batch.
	Receive(batch []*packet.Packet) ([]*packet.Packet, error)
	// Release lets p go on, 1 + p.Copies times, and takes it back.
	Release(p *packet.Packet)
	// Discard ends p silently and takes it back.
	Discard(p *packet.Packet)
	// Answer sends reply back to where the packets of this lane come from.
	Answer(reply []byte)
	// Flush does what Release and Discard may have put off. It fails when the way is gone.
	Flush() error
	// Adapt readies the interceptor for what a new pipeline needs.
	Adapt(needs effects.Needs) error
}
