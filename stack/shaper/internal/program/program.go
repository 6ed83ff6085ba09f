// Package program is the language in which faults are told to the shaper: its
// schema, its defaults and its limits. It knows nothing of packets or kernels.
package program

import (
	"net/netip"
	"time"
)

// Program is the whole truth for one network namespace: every fault in force
// on it. A new program replaces the old one at once; there are no deltas.
type Program struct {
	Interface     Interface `json:"interface"`
	Rules         []Rule    `json:"rules"`
	Limits        Limits    `json:"limits"`
	LingerSeconds float64   `json:"lingerSeconds"`
}

// Interface says which interface the faults act on, by an address it carries
// or by the subnet it is on. Names such as eth0 are not stable across networks.
type Interface struct {
	Address netip.Addr   `json:"address,omitzero"`
	Subnet  netip.Prefix `json:"subnet,omitzero"`
}

// Limits bound what is held back per direction. Past either, the newest packet is dropped.
type Limits struct {
	Packets int `json:"packets"`
	Bytes   int `json:"bytes"`
}

// Rule is one fault on one node.
type Rule struct {
	ID        string         `json:"id"`
	Kind      Kind           `json:"kind"`
	Params    Params         `json:"params"`
	Direction Direction      `json:"direction"`
	Peers     []netip.Prefix `json:"peers,omitempty"`
	Protocol  Protocol       `json:"protocol"`
	Ports     []uint16       `json:"ports,omitempty"`
	Seed      uint64         `json:"seed"`
	Deadline  time.Time      `json:"deadline"`
}

// Kind names what a rule does to packets.
type Kind string

const (
	Partition Kind = "partition"
	Loss      Kind = "loss"
	Corrupt   Kind = "corrupt"
	Duplicate Kind = "duplicate"
	Bandwidth Kind = "bandwidth"
	Latency   Kind = "latency"
	Reorder   Kind = "reorder"
)

// Direction is seen from the node: egress leaves it, ingress reaches it.
type Direction string

const (
	Ingress Direction = "ingress"
	Egress  Direction = "egress"
	Both    Direction = "both"
)

// Protocol narrows a rule to one transport. ICMP means ICMPv6 on IPv6, neighbour discovery excepted.
type Protocol string

const (
	AnyProtocol Protocol = "any"
	TCP         Protocol = "tcp"
	UDP         Protocol = "udp"
	ICMP        Protocol = "icmp"
)

// Covers reports whether the rule acts on packets going in direction d.
func (r *Rule) Covers(d Direction) bool {
	return r.Direction == Both || r.Direction == d
}

// Expired reports whether the rule's time is over. The wall clock decides, so
// a laptop that slept past the deadline does not owe it the rest.
func (r *Rule) Expired(now time.Time) bool {
	return !now.Round(0).Before(r.Deadline)
}

// Toward returns the rules that act in direction d, in the order given.
func (p *Program) Toward(d Direction) []Rule {
	var rules []Rule
	for _, r := range p.Rules {
		if r.Covers(d) {
			rules = append(rules, r)
		}
	}
	return rules
}

// WithoutExpired returns the program less the rules whose deadline has passed, and their ids.
func (p Program) WithoutExpired(now time.Time) (Program, []string) {
	var expired []string
	kept := make([]Rule, 0, len(p.Rules))
	for _, r := range p.Rules {
		if r.Expired(now) {
			expired = append(expired, r.ID)
		} else {
			kept = append(kept, r)
		}
	}
	p.Rules = kept
	return p, expired
}
