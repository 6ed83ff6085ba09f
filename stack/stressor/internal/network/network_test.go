package network

import (
	"net/netip"
	"slices"
	"testing"
)

func TestFindsAnInterfaceByItsAddress(t *testing.T) {
	found, err := interfaceWith(netip.MustParseAddr("127.0.0.1"))
	if err != nil || found.Name != "lo" {
		t.Fatalf("%q, %v", found.Name, err)
	}
	if _, err := interfaceWith(netip.MustParseAddr("192.0.2.1")); err == nil {
		t.Fatal("found an interface for an address that nobody has")
	}
}

func TestReadsTheKindsFromTheKernel(t *testing.T) {
	found, err := interfaceWith(netip.MustParseAddr("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := qdiscs(found.Index)
	if err != nil || !slices.Contains(kinds, "noqueue") {
		t.Fatalf("%v, %v", kinds, err)
	}
}

func TestKindOf(t *testing.T) {
	cases := map[string]string{
		"\x0a\x00\x01\x00netem\x00":                             "netem",
		"\x05\x00\x02\x00x\x00\x00\x00\x09\x00\x01\x00prio\x00": "prio",
		"":                                 "",
		"\xff\x00\x01\x00":                 "",
		"\x00\x00\x00\x00\x00\x00\x00\x00": "",
	}
	for attributes, kind := range cases {
		if found := kindOf([]byte(attributes)); found != kind {
			t.Errorf("%q: %q", attributes, found)
		}
	}
}
