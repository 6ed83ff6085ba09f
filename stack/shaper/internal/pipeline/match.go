// Package pipeline is a program made ready for packets: per direction, its
// rules in their fixed order, each with its match, its effect and its counters.
package pipeline

import (
	"net/netip"
	"slices"

	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// match says whether a packet is one a rule is about.
type match struct {
	peers    []netip.Prefix
	protocol program.Protocol
	ports    []uint16
	ingress  bool // the peer is the source
}

func newMatch(rule program.Rule, direction program.Direction) match {
	return match{rule.Peers, rule.Protocol, rule.Ports, direction == program.Ingress}
}

func (m *match) matches(p *packet.Packet) bool {
	return m.matchesProtocol(p.Protocol) && m.matchesPeer(p) && m.matchesPorts(p)
}

func (m *match) matchesProtocol(protocol uint8) bool {
	switch m.protocol {
	case program.TCP:
		return protocol == packet.TCP
	case program.UDP:
		return protocol == packet.UDP
	case program.ICMP:
		return protocol == packet.ICMPv4 || protocol == packet.ICMPv6
	}
	return true
}

func (m *match) matchesPeer(p *packet.Packet) bool {
	if len(m.peers) == 0 {
		return true
	}
	peer := p.Dst
	if m.ingress {
		peer = p.Src
	}
	return slices.ContainsFunc(m.peers, func(prefix netip.Prefix) bool { return prefix.Contains(peer) })
}

// matchesPorts looks at both ends: port 80 means the conversation with port
// 80, whichever side serves it, so requests and responses are hit alike.
func (m *match) matchesPorts(p *packet.Packet) bool {
	if len(m.ports) == 0 {
		return true
	}
	return p.HasPorts && (slices.Contains(m.ports, p.DstPort) || slices.Contains(m.ports, p.SrcPort))
}
