// Package kernel puts the shaper's rules, device and routes into the network
// namespace it runs in, takes them out again, and reads them back as evidence.
package kernel

import (
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"

	"dsp/shaper/internal/program"
)

// Interface is the data network's interface of this namespace.
type Interface struct {
	Index     int
	Name      string
	MTU       int
	Hardware  [6]byte
	Addresses []netip.Prefix // all but link-local
}

// FindInterface finds the interface that carries the address or is on the subnet.
func FindInterface(want program.Interface) (Interface, error) {
	links, err := netlink.LinkList()
	if err != nil {
		return Interface{}, fmt.Errorf("list interfaces: %w", err)
	}
	for _, link := range links {
		addresses, err := addressesOf(link)
		if err != nil {
			return Interface{}, err
		}
		for _, a := range addresses {
			if a.Addr() == want.Address || want.Subnet.IsValid() && want.Subnet.Contains(a.Addr()) {
				return describe(link, addresses)
			}
		}
	}
	return Interface{}, fmt.Errorf("no interface of this namespace has the address %s", wanted(want))
}

func wanted(want program.Interface) string {
	switch {
	case !want.Subnet.IsValid():
		return want.Address.String()
	case !want.Address.IsValid():
		return "in " + want.Subnet.String()
	}
	return want.Address.String() + " or one in " + want.Subnet.String()
}

func describe(link netlink.Link, addresses []netip.Prefix) (Interface, error) {
	attrs := link.Attrs()
	if attrs.EncapType != "ether" || len(attrs.HardwareAddr) != 6 {
		return Interface{}, fmt.Errorf("interface %s is of type %s, not Ethernet", attrs.Name, attrs.EncapType)
	}
	return Interface{
		Index:     attrs.Index,
		Name:      attrs.Name,
		MTU:       attrs.MTU,
		Hardware:  [6]byte(attrs.HardwareAddr),
		Addresses: addresses,
	}, nil
}

func addressesOf(link netlink.Link) ([]netip.Prefix, error) {
	list, err := netlink.AddrList(link, netlink.FAMILY_ALL)
	if err != nil {
		return nil, fmt.Errorf("list addresses of %s: %w", link.Attrs().Name, err)
	}
	var addresses []netip.Prefix
	for _, a := range list {
		if prefix, ok := toPrefix(a.IPNet); ok && !prefix.Addr().IsLinkLocalUnicast() {
			addresses = append(addresses, prefix)
		}
	}
	return addresses, nil
}

// Speaks6 reports whether the interface has an address of IPv6 besides its link-local one.
func (i *Interface) Speaks6() bool {
	_, speaks := i.Source(false)
	return speaks
}

// Source returns the address that packets of a family carry on this interface.
func (i *Interface) Source(is4 bool) (netip.Addr, bool) {
	for _, a := range i.Addresses {
		if a.Addr().Is4() == is4 {
			return a.Addr(), true
		}
	}
	return netip.Addr{}, false
}
