package kernel

import (
	"net/netip"
	"slices"
)

// everywhere is all unicast of a family that a default route serves. Groups
// are left out, and link-local addresses, which belong to the link itself.
var everywhere = map[bool][]netip.Prefix{
	true:  {netip.MustParsePrefix("0.0.0.0/1"), netip.MustParsePrefix("128.0.0.0/2"), netip.MustParsePrefix("192.0.0.0/3")},
	false: {netip.MustParsePrefix("2000::/3"), netip.MustParsePrefix("fc00::/7")},
}

// Diverted returns the routes needed so that packets to the peers (nil:
// everybody) that would leave through the interface go to our device instead:
// each more specific than the route it takes traffic from, none touching
// traffic of another interface.
func (t RouteTable) Diverted(peers []netip.Prefix, index int) []netip.Prefix {
	var diverted []netip.Prefix
	for _, r := range t {
		if r.Index != index || r.Prefix.Addr().IsLinkLocalUnicast() || r.Prefix.Addr().IsMulticast() {
			continue
		}
		if len(peers) == 0 {
			diverted = append(diverted, narrower(r.Prefix)...)
		}
		for _, peer := range peers {
			if contains(peer, r.Prefix) {
				diverted = append(diverted, narrower(r.Prefix)...)
			} else if best, found := t.best(peer, anyRoute); found && best == r {
				diverted = append(diverted, peer)
			}
		}
	}
	slices.SortFunc(diverted, netip.Prefix.Compare)
	return slices.Compact(diverted)
}

func anyRoute(Route) bool { return true }

// narrower covers the same destinations by longer prefixes.
func narrower(p netip.Prefix) []netip.Prefix {
	if p.Bits() == 0 {
		return everywhere[p.Addr().Is4()]
	}
	return halves(p)
}
