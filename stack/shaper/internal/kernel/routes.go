package kernel

import (
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// RouteProtocol marks our routes (the number is free for private use, see rt_protos).
const RouteProtocol = 222

// Route is one unicast route of the main table.
type Route struct {
	Prefix  netip.Prefix
	Gateway netip.Addr // invalid when the destination is on the link
	Index   int        // interface
}

// RouteTable is the main table as it was when read, without our own routes.
type RouteTable []Route

// ReadRoutes reads the main table of both families.
func ReadRoutes() (RouteTable, error) {
	list, err := netlink.RouteListFiltered(netlink.FAMILY_ALL, &netlink.Route{Table: unix.RT_TABLE_MAIN}, netlink.RT_FILTER_TABLE)
	if err != nil {
		return nil, fmt.Errorf("read routes: %w", err)
	}
	var table RouteTable
	for _, r := range list {
		if r.Protocol == RouteProtocol || r.Type != unix.RTN_UNICAST {
			continue
		}
		prefix, ok := toPrefix(r.Dst)
		if !ok {
			prefix = defaultPrefix(r.Family)
		}
		gateway, _ := netip.AddrFromSlice(r.Gw)
		table = append(table, Route{prefix, gateway.Unmap(), r.LinkIndex})
	}
	return table, nil
}

func defaultPrefix(family int) netip.Prefix {
	if family == netlink.FAMILY_V4 {
		return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
}

// best returns the most specific route to a whole prefix.
func (t RouteTable) best(to netip.Prefix, through func(Route) bool) (Route, bool) {
	var best Route
	found := false
	for _, r := range t {
		if contains(r.Prefix, to) && through(r) && (!found || r.Prefix.Bits() > best.Prefix.Bits()) {
			best, found = r, true
		}
	}
	return best, found
}

// NextHop returns where a packet to dst goes first on an interface, whatever other interfaces offer.
func (t RouteTable) NextHop(dst netip.Addr, index int) (netip.Addr, bool) {
	r, found := t.best(netip.PrefixFrom(dst, dst.BitLen()), func(r Route) bool { return r.Index == index })
	switch {
	case !found:
		return netip.Addr{}, false
	case r.Gateway.IsValid():
		return r.Gateway, true
	}
	return dst, true
}
