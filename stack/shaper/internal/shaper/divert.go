package shaper

import (
	"net/netip"
	"slices"

	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/reentry"
)

// diversion is what the kernel is to send us.
type diversion struct {
	prefixes []netip.Prefix // by routes, what leaves the node
	check    kernel.PathCheck
	sources  []reentry.Source // what reaches the node from them, without a queue
}

// diversionFor joins what both directions need. Without a queue the routes
// serve ingress too: all packets of the peers then come to us, both ways, and
// those that no rule is about pass at once.
func (p *path) diversionFor(next program.Program, routes kernel.RouteTable) diversion {
	prefixes := diverted(routes, next.Toward(program.Egress), p.data.Index)
	incoming := next.Toward(program.Ingress)
	if p.in.way() != ingress.ByReentry || len(incoming) == 0 {
		d := diversion{prefixes: prefixes}
		if len(prefixes) > 0 {
			d.check = kernel.NotStrict
		}
		return d
	}
	for _, prefix := range diverted(routes, incoming, p.data.Index) {
		if prefix.Addr().Is4() {
			prefixes = append(prefixes, prefix)
		}
	}
	slices.SortFunc(prefixes, netip.Prefix.Compare)
	prefixes = slices.Compact(prefixes)
	return diversion{prefixes, kernel.Strict, p.sources(prefixes, routes)}
}

// sources are those whose packets a strict filter drops but would not have
// been dropped before us: the diverted ones, and those that come in here though
// their way back leads through another interface.
func (p *path) sources(prefixes []netip.Prefix, routes kernel.RouteTable) []reentry.Source {
	var sources []reentry.Source
	for _, prefix := range prefixes {
		sources = append(sources, reentry.Source{Prefix: prefix, Taken: true})
	}
	if p.outside.filter.WasStrict() {
		return sources
	}
	for _, r := range routes {
		sources = append(sources, reentry.Source{Prefix: r.Prefix, Taken: r.Index != p.data.Index})
	}
	return sources
}

// diverted joins what the rules want to go through the device.
func diverted(routes kernel.RouteTable, rules []program.Rule, index int) []netip.Prefix {
	if len(rules) == 0 {
		return nil
	}
	var peers []netip.Prefix
	for _, r := range rules {
		if len(r.Peers) == 0 {
			return routes.Diverted(nil, index)
		}
		peers = append(peers, r.Peers...)
	}
	return routes.Diverted(peers, index)
}

// divert changes what the kernel sends us. Of a peer that is taken in or let
// go, a packet or two may be seen twice at that moment, by the kernel and by
// us; none is lost. So who is read is widened before the kernel drops, and
// narrowed when it does no more.
func (p *path) divert(d diversion) error {
	if d.check == kernel.Strict {
		before := p.sources(p.outside.device.Diverted(), nil)
		if err := p.expect(append(before, d.sources...)); err != nil {
			return err
		}
	}
	if err := p.outside.prepare(d.check); err != nil {
		return err
	}
	if err := p.outside.device.Divert(d.prefixes); err != nil {
		return err
	}
	if err := p.expect(d.sources); err != nil {
		return err
	}
	return p.outside.filter.Set(d.check)
}

// prepare sets the filter as it has to be before the routes change: a check
// that is not wanted any more ends after them.
func (o *outside) prepare(check kernel.PathCheck) error {
	if check == kernel.AsFound {
		return nil
	}
	hardens := check == kernel.Strict && !o.filter.IsStrict()
	if err := o.filter.Set(check); err != nil || !hardens {
		return err
	}
	return o.device.ForgetPaths()
}

// expect tells the reader, where there is one, of whom to take packets.
func (p *path) expect(sources []reentry.Source) error {
	if p.in.way() != ingress.ByReentry {
		return nil
	}
	return p.in.reentry.Expect(sources)
}
