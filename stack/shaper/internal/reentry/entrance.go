package reentry

import (
	"fmt"
	"net/netip"
	"slices"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/packet"
)

// entrance lets packets enter again: through the TUN, and datagrams of UDP
// over the loopback interface. A connected UDP socket remembers the way of a
// packet that was routed to it, and takes every further one from anywhere
// without a look at its path; so none may be routed to it. On loopback none is.
type entrance struct {
	fd      int
	own     []netip.Prefix
	through func(*packet.Packet) error // the TUN
}

func openEntrance(own []netip.Prefix, through func(*packet.Packet) error) (*entrance, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.IPPROTO_RAW)
	if err != nil {
		return nil, fmt.Errorf("raw socket (the container needs CAP_NET_RAW): %w", err)
	}
	return &entrance{fd, own, through}, nil
}

func (e *entrance) close() { unix.Close(e.fd) }

func (e *entrance) let(p *packet.Packet) error {
	if !e.isDatagram(p) {
		return e.through(p)
	}
	p.CompleteChecksum()
	return unix.Sendto(e.fd, p.Data, 0, &unix.SockaddrInet4{Addr: p.Dst.As4()})
}

// isDatagram tells what is for a UDP socket of this host: not what is for all on the subnet.
func (e *entrance) isDatagram(p *packet.Packet) bool {
	return p.Protocol == packet.UDP &&
		slices.ContainsFunc(e.own, func(own netip.Prefix) bool { return own.Addr() == p.Dst })
}
