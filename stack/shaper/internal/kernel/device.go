package kernel

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// addressNone is IN6_ADDR_GEN_MODE_NONE (linux/if_link.h).
const addressNone = 1

// deviceQueue is how many packets the device holds until they are read.
const deviceQueue = 4_000

// Device is our TUN as the kernel's routing sees it.
type Device struct {
	link   netlink.Link
	data   Interface
	routes map[netip.Prefix]bool
}

// BringUp readies the device so that routes can lead to it. It gets no
// address: packets keep the source they have on the data interface.
func BringUp(name string, data Interface) (*Device, error) {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", name, err)
	}
	// No link-local address, hence no router solicitations into the device. Absent where IPv6 is.
	_ = netlink.LinkSetIP6AddrGenMode(link, addressNone)
	if err := errors.Join(
		netlink.LinkSetMTU(link, data.MTU),
		netlink.LinkSetTxQLen(link, deviceQueue),
		netlink.LinkSetUp(link),
	); err != nil {
		return nil, fmt.Errorf("bring up %s: %w", name, err)
	}
	return &Device{link, data, map[netip.Prefix]bool{}}, nil
}

// Index is the device's interface index.
func (d *Device) Index() int { return d.link.Attrs().Index }

// Divert makes exactly these prefixes lead to the device. New routes are
// added before old ones go, so no packet of a standing fault slips by.
func (d *Device) Divert(prefixes []netip.Prefix) error {
	want := map[netip.Prefix]bool{}
	for _, p := range prefixes {
		if _, has := d.data.Source(p.Addr().Is4()); !has {
			continue // this family is not spoken here
		}
		want[p] = true
		if d.routes[p] {
			continue
		}
		if err := netlink.RouteAdd(d.route(p)); err != nil {
			return fmt.Errorf("route %s to %s: %w", p, d.link.Attrs().Name, err)
		}
		d.routes[p] = true
	}
	for p := range d.routes {
		if want[p] {
			continue
		}
		if err := netlink.RouteDel(d.route(p)); err != nil && !errors.Is(err, unix.ESRCH) {
			return fmt.Errorf("remove route %s: %w", p, err)
		}
		delete(d.routes, p)
	}
	return nil
}

// ForgetPaths makes the kernel look up anew what it remembers of the ways of
// packets; sockets keep that, and with it pass the reverse path filter by.
// Every change of routes does it: here one that nobody takes, before a diverted one.
func (d *Device) ForgetPaths() error {
	for p := range d.routes {
		if !p.Addr().Is4() {
			continue
		}
		unused := d.route(p)
		unused.Priority = 1 << 20
		if err := netlink.RouteAdd(unused); err != nil {
			return fmt.Errorf("route %s: %w", p, err)
		}
		return netlink.RouteDel(unused)
	}
	return nil
}

// Diverted are the prefixes that lead to the device.
func (d *Device) Diverted() []netip.Prefix { return slices.Collect(maps.Keys(d.routes)) }

// addDummyAddress gives the device the address that stands for none, which no packet carries.
func (d *Device) addDummyAddress() error {
	dummy := &netlink.Addr{IPNet: toIPNet(netip.MustParsePrefix("192.0.0.8/32")), Scope: int(netlink.SCOPE_HOST)}
	return netlink.AddrReplace(d.link, dummy)
}

func (d *Device) route(p netip.Prefix) *netlink.Route {
	source, _ := d.data.Source(p.Addr().Is4())
	r := &netlink.Route{
		LinkIndex: d.Index(),
		Dst:       toIPNet(p),
		Src:       source.AsSlice(),
		Protocol:  RouteProtocol,
	}
	if p.Addr().Is4() {
		r.Scope = netlink.SCOPE_LINK
	} else {
		r.Priority = 1 // before a route of the same length; 0 would mean 1024
	}
	return r
}
