package shaper

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
)

// path is the way of packets through us on one data interface. What a program
// does not need is not opened, and what was opened stays until the end, so
// that a later change takes no time.
type path struct {
	data    kernel.Interface
	failed  chan<- error
	raw     *egress.RawSocket
	outside *outside // the TUN
	in      *inbound
	out     *outbound
}

func newPath(data kernel.Interface, failed chan<- error) *path {
	return &path{data: data, failed: failed}
}

func (p *path) isOn(data kernel.Interface) bool {
	return p.data.Index == data.Index && p.data.MTU == data.MTU && p.data.Hardware == data.Hardware &&
		slices.Equal(p.data.Addresses, data.Addresses)
}

// apply puts a program in force: first in the lanes, then in the kernel, so
// that what the kernel sends us already meets the new rules.
func (p *path) apply(next program.Program) error {
	return errors.Join(p.applyIngress(next), p.applyEgress(next))
}

func (p *path) applyIngress(next program.Program) error {
	rules := next.Toward(program.Ingress)
	if p.in == nil {
		if len(rules) == 0 {
			return nil
		}
		in, err := p.openInbound(next.Limits)
		if err != nil {
			return fmt.Errorf("ingress faults are not possible in this namespace: %w", err)
		}
		p.in = in
	}
	if needsHost(rules, program.Ingress) {
		if _, err := p.host(); err != nil {
			return err
		}
	}
	return p.in.set(next)
}

// applyEgress also does what ingress needs of the routes, when it has no queue.
func (p *path) applyEgress(next program.Program) error {
	if p.out == nil {
		isNeeded := len(next.Toward(program.Egress)) > 0 || p.in.way() == ingress.ByReentry
		if !isNeeded {
			return nil
		}
		out, err := p.openOutbound(next.Limits)
		if err != nil {
			return fmt.Errorf("egress faults are not possible in this namespace: %w", err)
		}
		p.out = out
	}
	routes, err := kernel.ReadRoutes()
	if err != nil {
		return err
	}
	p.out.routes.Store(&routes)
	if err := p.out.lane.Set(next, program.Egress); err != nil {
		return err
	}
	return p.divert(p.diversionFor(next, routes))
}

// warnings names peers that a rule cannot reach on this interface.
func (p *path) warnings(of program.Program) []string {
	list := []string{}
	routes, err := kernel.ReadRoutes()
	if err != nil {
		return list
	}
	for _, rule := range of.Rules {
		if p.in.way() == ingress.ByReentry && rule.Covers(program.Ingress) && len(rule.Peers) == 0 && p.data.Speaks6() {
			list = append(list, rule.ID+": packets of IPv6 that reach the node are not touched, because this kernel has no NFQUEUE")
		}
		for _, peer := range rule.Peers {
			if len(routes.Diverted([]netip.Prefix{peer}, p.data.Index)) == 0 {
				list = append(list, fmt.Sprintf("%s: peer %s is not reached through %s, so its packets are not touched", rule.ID, peer, p.data.Name))
			}
		}
	}
	return list
}

// close ends both directions and then what they share.
func (p *path) close() error {
	var failures []error
	if p.out != nil {
		failures = append(failures, p.divert(diversion{}), p.out.close())
	}
	if p.in != nil {
		failures = append(failures, p.in.close())
	}
	if p.outside != nil {
		failures = append(failures, p.outside.close())
	}
	if p.raw != nil {
		p.raw.Close()
	}
	return errors.Join(failures...)
}
