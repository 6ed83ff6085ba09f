package shaper

import (
	"errors"

	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/lane"
	"dsp/shaper/internal/program"
)

// inbound is the ingress direction at work.
type inbound struct {
	queue   *ingress.Interceptor
	capture *kernel.Capture
	lane    *lane.Lane
}

func (p *path) openInbound(limits program.Limits) (*inbound, error) {
	raw, err := p.wire()
	if err != nil {
		return nil, err
	}
	toHost := func(packet []byte) error {
		// Set before a rule that needs it is in force; see applyIngress.
		return p.outside.tun.WriteToHost(packet)
	}
	queue, err := ingress.Open(ingress.Outlets{ToHost: toHost, ToWire: raw.Send})
	if err != nil {
		return nil, err
	}
	capture, err := kernel.OpenCapture(p.data, ingress.QueueNumber)
	if err != nil {
		queue.Close()
		return nil, err
	}
	l, err := lane.New(queue, limits)
	if err != nil {
		return nil, errors.Join(err, capture.Close(), queue.Close())
	}
	go run(l, p.failed)
	return &inbound{queue, capture, l}, nil
}

// close ends the rules, then lets go of what is held and of what came between,
// and only then removes the chains: with a chain's hook the kernel drops
// whatever that hook has queued.
func (i *inbound) close() error {
	return errors.Join(i.capture.Set(nil), i.lane.Stop(), i.capture.Close(), i.queue.Close())
}

// run reports a lane that broke. One that was stopped returns nil.
func run(l *lane.Lane, failed chan<- error) {
	if err := l.Run(); err != nil {
		failed <- err
	}
}
