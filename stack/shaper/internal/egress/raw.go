package egress

import (
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"
)

// RawSocket sends single IP packets through the kernel's own routing, bound to
// the data interface so that our routes do not catch them again. The kernel
// finds the neighbour and waits for its answer; the first packets to a peer, and refusals, go this way.
type RawSocket struct{ fd4, fd6 int }

// OpenRaw opens the socket for an interface. Without IPv6 it serves IPv4 alone.
func OpenRaw(name string) (*RawSocket, error) {
	fd4, err := openRaw(unix.AF_INET, name)
	if err != nil {
		return nil, fmt.Errorf("raw socket (the container needs CAP_NET_RAW): %w", err)
	}
	fd6, err := openRaw(unix.AF_INET6, name)
	if err != nil {
		fd6 = -1
	}
	return &RawSocket{fd4, fd6}, nil
}

func openRaw(family int, device string) (int, error) {
	fd, err := unix.Socket(family, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.IPPROTO_RAW)
	if err != nil {
		return -1, err
	}
	if err := unix.BindToDevice(fd, device); err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

// Send sends one IP packet, complete with its checksums, no larger than the MTU.
func (r *RawSocket) Send(ip []byte) error {
	switch {
	case len(ip) >= 20 && ip[0]>>4 == 4:
		return unix.Sendto(r.fd4, ip, 0, &unix.SockaddrInet4{Addr: [4]byte(ip[16:20])})
	case len(ip) >= 40 && ip[0]>>4 == 6 && r.fd6 >= 0:
		to := netip.AddrFrom16([16]byte(ip[24:40]))
		return unix.Sendto(r.fd6, ip, 0, &unix.SockaddrInet6{Addr: to.As16()})
	}
	return unix.EAFNOSUPPORT
}

// Close closes both sockets.
func (r *RawSocket) Close() {
	unix.Close(r.fd4)
	if r.fd6 >= 0 {
		unix.Close(r.fd6)
	}
}
