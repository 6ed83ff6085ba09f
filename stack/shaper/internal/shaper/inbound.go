package shaper

import (
	"errors"
	"fmt"
	"log/slog"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/lane"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/reentry"
)

// inbound is the ingress direction at work, in one of two ways: by the
// kernel's packet queue, or, where there is none, by letting packets that the
// kernel drops enter again.
type inbound struct {
	lane *lane.Lane
	// The queue and the rules that send packets to it; nil without.
	queue   *ingress.Interceptor
	capture *kernel.Capture
	// What reads packets that are dropped; nil with a queue.
	reentry *reentry.Interceptor
}

func (p *path) openInbound(limits program.Limits) (*inbound, error) {
	wanted, err := ingress.WantedWay()
	if err != nil {
		return nil, err
	}
	if wanted != ingress.ByReentry {
		in, err := p.openQueue(limits)
		if err == nil || wanted == ingress.ByQueue || !isLacking(err) {
			return in, err
		}
		slog.Info("ingress goes without NFQUEUE", "reason", err)
	}
	return p.openReentry(limits)
}

// isLacking tells a kernel without a queue, or without rules for it, from one
// whose queue is in use and from a container without the rights.
func isLacking(err error) bool {
	return !errors.Is(err, ingress.ErrQueueTaken) && !errors.Is(err, kernel.ErrTableTaken) && !errors.Is(err, unix.EPERM)
}

func (p *path) openQueue(limits program.Limits) (*inbound, error) {
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
	return &inbound{lane: l, queue: queue, capture: capture}, nil
}

func (p *path) openReentry(limits program.Limits) (*inbound, error) {
	host, err := p.host()
	if err != nil {
		return nil, err
	}
	if err := host.filter.CanBeStrict(); err != nil {
		return nil, fmt.Errorf("without NFQUEUE they need the reverse path filter: %w", err)
	}
	raw, err := p.wire()
	if err != nil {
		return nil, err
	}
	link := reentry.Link{Index: p.data.Index, Hardware: p.data.Hardware, Addresses: p.data.Addresses}
	reader, err := reentry.Open(link, reentry.Outlets{ToTUN: host.tun.Reenter, ToWire: raw.Send})
	if err != nil {
		return nil, err
	}
	l, err := lane.New(reader, limits)
	if err != nil {
		return nil, errors.Join(err, reader.Close())
	}
	go run(l, p.failed)
	return &inbound{lane: l, reentry: reader}, nil
}

// way is how packets come in; "" when no rule needed it yet.
func (i *inbound) way() ingress.Way {
	switch {
	case i == nil:
		return ""
	case i.reentry != nil:
		return ingress.ByReentry
	}
	return ingress.ByQueue
}

// set puts rules in force: first in the lane, then in the kernel, so that what
// the kernel sends us already meets the new rules. Without a queue the kernel's part is path.divert.
func (i *inbound) set(next program.Program) error {
	rules := next.Toward(program.Ingress)
	if i.reentry != nil {
		if err := onlyIPv4(rules); err != nil {
			return err
		}
	}
	if err := i.lane.Set(next, program.Ingress); err != nil {
		return err
	}
	if i.capture == nil {
		return nil
	}
	return i.capture.Set(rules)
}

// onlyIPv4 refuses what would be a fault in name only.
func onlyIPv4(rules []program.Rule) error {
	for _, r := range rules {
		for _, peer := range r.Peers {
			if !peer.Addr().Is4() {
				return fmt.Errorf("%s: without NFQUEUE, ingress faults are possible on IPv4 only, and peer %s is not; its packets can be faulted at its own egress", r.ID, peer)
			}
		}
	}
	return nil
}

// close ends the rules, then lets go of what is held and of what came between,
// and only then removes the chains: with a chain's hook the kernel drops
// whatever that hook has queued.
func (i *inbound) close() error {
	if i.reentry != nil {
		return errors.Join(i.lane.Stop(), i.reentry.Close())
	}
	return errors.Join(i.capture.Set(nil), i.lane.Stop(), i.capture.Close(), i.queue.Close())
}

// run reports a lane that broke. One that was stopped returns nil.
func run(l *lane.Lane, failed chan<- error) {
	if err := l.Run(); err != nil {
		failed <- err
	}
}
