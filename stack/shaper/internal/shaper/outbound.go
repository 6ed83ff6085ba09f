package shaper

import (
	"errors"
	"net/netip"
	"sync/atomic"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/lane"
	"dsp/shaper/internal/program"
)

// outbound is the egress direction at work.
type outbound struct {
	way    *egress.Interceptor
	lane   *lane.Lane
	routes *atomic.Pointer[kernel.RouteTable] // read by the lane, replaced with each program
}

func (p *path) openOutbound(limits program.Limits) (*outbound, error) {
	raw, err := p.wire()
	if err != nil {
		return nil, err
	}
	host, err := p.host()
	if err != nil {
		return nil, err
	}
	routes := &atomic.Pointer[kernel.RouteTable]{}
	routes.Store(&kernel.RouteTable{})
	nextHop := func(dst netip.Addr) (netip.Addr, bool) { return routes.Load().NextHop(dst, p.data.Index) }
	way, err := egress.Open(host.tun, raw, egress.Link{Index: p.data.Index, Hardware: p.data.Hardware, NextHop: nextHop})
	if err != nil {
		return nil, err
	}
	l, err := lane.New(way, limits)
	if err != nil {
		return nil, errors.Join(err, way.Close())
	}
	go run(l, p.failed)
	return &outbound{way, l, routes}, nil
}

// close lets go of what is held and of what came before the routes ended.
// The device stays: packets for this host may still need it.
func (o *outbound) close() error {
	return errors.Join(o.lane.Stop(), o.way.Close())
}
