package kernel

import (
	"net/netip"
	"slices"
	"testing"
)

func prefixes(list ...string) (out []netip.Prefix) {
	for _, p := range list {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

// A node with the data network on 2 and another network on 3.
func table2() RouteTable {
	return RouteTable{
		{netip.MustParsePrefix("172.18.0.0/16"), netip.Addr{}, 2},
		{netip.MustParsePrefix("172.19.0.0/16"), netip.Addr{}, 3},
		{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParseAddr("172.18.0.1"), 2},
		{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParseAddr("172.18.0.1"), 2},
		{netip.MustParsePrefix("fd00::/64"), netip.Addr{}, 2},
		{netip.MustParsePrefix("fe80::/64"), netip.Addr{}, 2},
	}
}

func TestDivertedTakesThePeersAndNothingElse(t *testing.T) {
	cases := []struct {
		peers, want []string
	}{
		{[]string{"172.18.0.5/32"}, []string{"172.18.0.5/32"}},
		{[]string{"172.18.0.5/32", "172.18.0.5/32"}, []string{"172.18.0.5/32"}},
		{[]string{"172.19.0.5/32"}, nil}, // reached through the other interface
		{[]string{"fd00::7/128"}, []string{"fd00::7/128"}},
		{[]string{"172.18.0.0/16"}, []string{"172.18.0.0/17", "172.18.128.0/17"}},
		{[]string{"172.16.0.0/12"}, []string{"172.16.0.0/12", "172.18.0.0/17", "172.18.128.0/17"}},
		{[]string{"8.8.8.8/32"}, []string{"8.8.8.8/32"}}, // through the gateway
	}
	for _, c := range cases {
		got := table2().Diverted(prefixes(c.peers...), 2)
		if !slices.Equal(got, prefixes(c.want...)) {
			t.Errorf("%v: %v, want %v", c.peers, got, c.want)
		}
	}
}

func TestDivertedOfEverybodyLeavesGroupsAndLinkLocalAlone(t *testing.T) {
	got := table2().Diverted(nil, 2)
	for _, covered := range []string{"172.18.3.4", "10.1.2.3", "8.8.8.8", "192.0.2.1", "fd00::1"} {
		if !slices.ContainsFunc(got, func(p netip.Prefix) bool { return p.Contains(netip.MustParseAddr(covered)) }) {
			t.Errorf("%s is not diverted by %v", covered, got)
		}
	}
	for _, free := range []string{"224.0.0.251", "255.255.255.255", "fe80::1", "ff02::1"} {
		if slices.ContainsFunc(got, func(p netip.Prefix) bool { return p.Contains(netip.MustParseAddr(free)) }) {
			t.Errorf("%s is diverted by %v", free, got)
		}
	}
}

func TestNextHop(t *testing.T) {
	for dst, want := range map[string]string{"172.18.0.9": "172.18.0.9", "10.9.9.9": "172.18.0.1", "8.8.8.8": "172.18.0.1", "fd00::9": "fd00::9"} {
		if hop, ok := table2().NextHop(netip.MustParseAddr(dst), 2); !ok || hop != netip.MustParseAddr(want) {
			t.Errorf("%s goes to %v, want %s", dst, hop, want)
		}
	}
	if _, ok := table2().NextHop(netip.MustParseAddr("2001:db8::1"), 2); ok {
		t.Error("a next hop without a route")
	}
}

func TestHalves(t *testing.T) {
	for whole, want := range map[string][]string{
		"10.0.0.0/8":     {"10.0.0.0/9", "10.128.0.0/9"},
		"10.1.2.3/24":    {"10.1.2.0/25", "10.1.2.128/25"},
		"10.0.0.1/32":    nil,
		"fd77::/64":      {"fd77::/65", "fd77:0:0:0:8000::/65"},
		"10.0.0.2/31":    {"10.0.0.2/32", "10.0.0.3/32"},
		"192.168.4.0/22": {"192.168.4.0/23", "192.168.6.0/23"},
	} {
		if got := halves(netip.MustParsePrefix(whole)); !slices.Equal(got, prefixes(want...)) {
			t.Errorf("%s: %v, want %v", whole, got, want)
		}
	}
}
