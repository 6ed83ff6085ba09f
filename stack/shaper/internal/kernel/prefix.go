package kernel

import (
	"net"
	"net/netip"
)

// toPrefix converts, keeping the host bits. A nil network is no prefix.
func toPrefix(n *net.IPNet) (netip.Prefix, bool) {
	if n == nil {
		return netip.Prefix{}, false
	}
	addr, ok := netip.AddrFromSlice(n.IP)
	if !ok {
		return netip.Prefix{}, false
	}
	ones, bits := n.Mask.Size()
	if bits == 32 {
		addr = addr.Unmap()
	}
	return netip.PrefixFrom(addr, ones), true
}

func toIPNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}

// halves cuts a prefix in two. Routes to both halves win over a route to the whole.
func halves(p netip.Prefix) []netip.Prefix {
	if p.Bits() >= p.Addr().BitLen() {
		return nil
	}
	upper := p.Masked().Addr().AsSlice()
	upper[p.Bits()/8] |= 0x80 >> (p.Bits() % 8)
	addr, _ := netip.AddrFromSlice(upper)
	return []netip.Prefix{
		netip.PrefixFrom(p.Masked().Addr(), p.Bits()+1),
		netip.PrefixFrom(addr, p.Bits()+1),
	}
}

// contains reports whether all of inner is in outer.
func contains(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}
