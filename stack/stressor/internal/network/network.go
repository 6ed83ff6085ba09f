// Package network looks into the network of a node for faults that Pumba
// makes: which interface has an address, and which queueing disciplines the
// kernel shows on it.
package network

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
)

// Report is what is printed.
type Report struct {
	Interface string `json:"interface"`
	// Qdiscs are the kinds on the interface, the root first.
	Qdiscs  []string `json:"qdiscs"`
	Cleared bool     `json:"cleared"`
}

// emulator is the kind that delays and drops. Nothing else in a node's network
// has it, unless somebody put it there to break the network.
const emulator = "netem"

// Run finds the interface by its address, since names say nothing on a node
// with several networks. With "clear" it removes an emulator that was left.
func Run(args []string) error {
	flags := flag.NewFlagSet("network", flag.ContinueOnError)
	wanted := flags.String("address", "", "address of the node on the network")
	clearing := flags.Bool("clear", false, "remove a network emulator that was left")
	if err := flags.Parse(args); err != nil {
		return err
	}
	address, err := netip.ParseAddr(*wanted)
	if err != nil {
		return err
	}
	found, err := interfaceWith(address)
	if err != nil {
		return err
	}
	report := Report{Interface: found.Name}
	if report.Qdiscs, err = qdiscs(found.Index); err != nil {
		return err
	}
	if *clearing && slices.Contains(report.Qdiscs, emulator) {
		if err := removeRoot(found.Index); err != nil {
			return err
		}
		report.Cleared = true
		if report.Qdiscs, err = qdiscs(found.Index); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(report)
}

func interfaceWith(address netip.Addr) (net.Interface, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return net.Interface{}, err
	}
	for _, each := range interfaces {
		addresses, err := each.Addrs()
		if err != nil {
			return net.Interface{}, err
		}
		for _, own := range addresses {
			if prefix, err := netip.ParsePrefix(own.String()); err == nil && prefix.Addr() == address {
				return each, nil
			}
		}
	}
	return net.Interface{}, fmt.Errorf("no interface has the address %s", address)
}
