package reentry

import (
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

const (
	receiveBuffer = 32 << 20
	// aloneInGroup makes a group of sockets with us as the only one. Only groups
	// are given fragments put together again, which they need to have ports.
	aloneInGroup = unix.PACKET_FANOUT_HASH | unix.PACKET_FANOUT_FLAG_UNIQUEID | unix.PACKET_FANOUT_FLAG_DEFRAG
)

// socket is a packet socket on the data interface that sees IPv4 as the
// kernel's own receive path does: after the device, before the path check,
// and nothing that leaves.
type socket struct {
	fd      int
	dropped uint64
	unread  atomic.Uint64 // packets of a kind that this kernel cannot describe to us
}

func openSocket(index int) (*socket, error) {
	fd, err := openFiltered(unix.ETH_P_IP, index, func(fd int) error {
		if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_VNET_HDR, 1); err != nil {
			return fmt.Errorf("with offload: %w", err)
		}
		if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, receiveBuffer) != nil {
			_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, receiveBuffer)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_FANOUT, aloneInGroup<<16); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("packet socket that puts fragments together: %w", err)
	}
	return &socket{fd: fd}, nil
}

// openFiltered opens a packet socket that lets nothing through yet.
func openFiltered(protocol uint16, index int, prepare func(fd int) error) (int, error) {
	// Protocol 0 until it is bound: so nothing comes before the filter is there.
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return -1, fmt.Errorf("packet socket (the container needs CAP_NET_RAW): %w", err)
	}
	bigEndian := protocol<<8 | protocol>>8
	err = prepare(fd)
	if err == nil {
		err = attach(fd, nothing)
	}
	if err == nil {
		err = unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: bigEndian, Ifindex: index})
	}
	if err != nil {
		unix.Close(fd)
		return -1, fmt.Errorf("packet socket: %w", err)
	}
	return fd, nil
}

func (s *socket) close() { unix.Close(s.fd) }

func (s *socket) expect(sources []Source) error {
	const sourceAddress = 14 + 12 // behind the Ethernet header
	program, err := filterFor(sources, sourceAddress, nil)
	if err != nil {
		return err
	}
	return attach(s.fd, program)
}

// read takes one frame, preceded by its offload header; 0 means that none waits.
func (s *socket) read(b []byte) (int, error) {
	for {
		n, err := unix.Read(s.fd, b)
		switch {
		case err == nil:
			return n, nil
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR), errors.Is(err, unix.ENETDOWN):
			return 0, nil // an interface that is down may come up again
		case errors.Is(err, unix.EINVAL):
			s.unread.Add(1)
			continue
		}
		return 0, fmt.Errorf("read the data interface: %w", err)
	}
}

// countDropped adds up the kernel's counter, which reading sets back.
func (s *socket) countDropped() uint64 {
	if now, err := unix.GetsockoptTpacketStats(s.fd, unix.SOL_PACKET, unix.PACKET_STATISTICS); err == nil {
		s.dropped += uint64(now.Drops)
	}
	return s.dropped + s.unread.Load()
}
