// Package reentry intercepts packets that reach the node on kernels without
// NFQUEUE. A route leads the peer's addresses to the TUN, and the reverse path
// filter of the data interface is strict: so the kernel itself drops what comes
// from that peer. A packet socket reads each packet before it is dropped; the
// shaper lets it enter again, through the TUN, where the path is right.
//
//	peer ──▶ data interface ──▶ reverse path filter ─✗
//	               └─ packet socket ─▶ [ingress lane] ─▶ TUN, loopback ─▶ the node's sockets
//
// With the process gone the kernel removes the TUN and its routes, the path
// through the data interface is right again, and the next packet passes.
// There is no such filter for IPv6.
package reentry

import (
	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/schedule"
)

// readsAtOnce bounds how long due packets wait for those that come.
const readsAtOnce = 64

// Outlets are the ways a packet can take from here.
type Outlets struct {
	ToTUN  func(*packet.Packet) error // into this host's own stack, large segments as they are
	ToWire func(ip []byte) error      // out of the data interface
}

// Interceptor reads what the reverse path filter drops.
type Interceptor struct {
	socket   *socket
	arp      *arpResponder
	entrance *entrance
	toWire   func(ip []byte) error
	needs    effects.Needs
	pool     packet.Pool
	spare    *packet.Packet // a frame of the largest size, to read into
}

// Open opens the sockets. They take nothing until Expect says of whom.
func Open(link Link, outlets Outlets) (*Interceptor, error) {
	s, err := openSocket(link.Index)
	if err != nil {
		return nil, err
	}
	e, err := openEntrance(link.Addresses, outlets.ToTUN)
	if err != nil {
		s.close()
		return nil, err
	}
	arp, err := openARP(link)
	if err != nil {
		s.close()
		e.close()
		return nil, err
	}
	return &Interceptor{socket: s, arp: arp, entrance: e, toWire: outlets.ToWire}, nil
}

// Close stops reading.
func (i *Interceptor) Close() error {
	i.arp.close()
	i.socket.close()
	i.entrance.close()
	return nil
}

// Expect takes from now on the packets of these sources, and no others. Those
// that were taken before and are not read yet stay.
func (i *Interceptor) Expect(sources []Source) error {
	if err := i.arp.expect(sources); err != nil {
		return err
	}
	return i.socket.expect(sources)
}

// Dropped counts packets lost before we read them, the socket being full. Not for two threads at once.
func (i *Interceptor) Dropped() uint64 { return i.socket.countDropped() }

func (i *Interceptor) Descriptor() int { return i.socket.fd }

// Adapt sets whether large segments are cut. All bytes are here anyway.
func (i *Interceptor) Adapt(needs effects.Needs) error {
	i.needs = needs
	return nil
}

func (i *Interceptor) Receive(batch []*packet.Packet) ([]*packet.Packet, error) {
	for range readsAtOnce {
		p, err := i.receiveOne()
		if err != nil || p == nil {
			return batch, err
		}
		switch {
		case p.Data == nil: // nothing to go on with
			i.pool.Put(p)
		case isForGroup(p): // a broadcast is nobody's link
			i.Release(p)
		case p.IsLargeSegment() && (i.needs.EachPacket || p.Protocol == packet.UDP):
			batch = i.pool.Cut(p, batch)
		default:
			batch = append(batch, p)
		}
	}
	return batch, nil
}

// receiveOne reads into a frame of the largest size and moves what is much
// smaller, so that a queue of small packets takes little memory. The socket
// gives the offload header and the Ethernet header, exactly a frame's headroom.
func (i *Interceptor) receiveOne() (*packet.Packet, error) {
	if i.spare == nil {
		i.spare = i.pool.Get()
		i.pool.SetFrame(i.spare, packet.MaxFrame-packet.Headroom)
	}
	n, err := i.socket.read(i.spare.Frame)
	if err != nil || n == 0 {
		return nil, err
	}
	p := i.spare
	length := ipLength(p.Frame[:n])
	if length <= packet.MediumData {
		p = i.pool.Get()
		i.pool.SetFrame(p, max(length, 0))
		copy(p.Frame, i.spare.Frame[:packet.Headroom+max(length, 0)])
	} else {
		i.spare = nil
	}
	p.ArrivedNs = schedule.NowNs()
	p.Data = p.Frame[packet.Headroom : packet.Headroom+max(length, 0)]
	header, isIP := packet.ParseHeader(p.Data)
	if !isIP {
		p.Data = nil // the kernel would drop it too
		return p, nil
	}
	p.Header, p.Length, p.Offload = header, length, packet.ReadLinkOffload(p.Frame)
	return p, nil
}

// Release lets p enter again. One that the device does not take is lost, as on any overfull link.
func (i *Interceptor) Release(p *packet.Packet) {
	for range 1 + p.Copies {
		_ = i.entrance.let(p)
	}
	i.pool.Put(p)
}

func (i *Interceptor) Discard(p *packet.Packet) { i.pool.Put(p) }

// Answer gives a refusal to the peer that sent the packet.
func (i *Interceptor) Answer(reply []byte) { _ = i.toWire(reply) }

func (i *Interceptor) Flush() error { return nil }

// isForGroup looks at the Ethernet address: broadcast is the only group that is taken.
func isForGroup(p *packet.Packet) bool { return p.Frame[packet.OffloadSize]&1 != 0 }

// ipLength returns how long the IP packet in a frame is: short frames are
// padded on Ethernet. A length of 0 in the header means more than 64 KB.
func ipLength(frame []byte) int {
	have := len(frame) - packet.Headroom
	if have < 20 {
		return have
	}
	if said := int(frame[packet.Headroom+2])<<8 | int(frame[packet.Headroom+3]); said != 0 {
		return min(said, have)
	}
	return have
}
