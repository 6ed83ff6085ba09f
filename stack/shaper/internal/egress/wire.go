package egress

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/packet"
)

const (
	framesAtOnce = 64
	sendBuffer   = 32 << 20
)

// wire sends Ethernet frames out of the data interface. The socket understands
// offload headers, so what came as a large segment leaves as one.
type wire struct {
	fd      int
	source  [6]byte
	headers [framesAtOnce]multiMessage
	vectors [framesAtOnce]unix.Iovec
	pending int
	// Unsent counts frames the device would not take.
	unsent uint64
}

// multiMessage is struct mmsghdr.
type multiMessage struct {
	header unix.Msghdr
	length uint32
	_      [4]byte
}

func openWire(index int, source [6]byte) (*wire, error) {
	// Protocol 0: the socket sends but receives nothing.
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("packet socket (the container needs CAP_NET_RAW): %w", err)
	}
	w := &wire{fd: fd, source: source}
	if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_VNET_HDR, 1); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("packet socket with offload: %w", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrLinklayer{Ifindex: index}); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("bind packet socket: %w", err)
	}
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUFFORCE, sendBuffer) != nil {
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF, sendBuffer)
	}
	for i := range w.headers {
		w.headers[i].header.Iov = &w.vectors[i]
		w.headers[i].header.SetIovlen(1)
	}
	return w, nil
}

func (w *wire) close() { unix.Close(w.fd) }

// add notes p for sending to a neighbour. Its frame must stay as it is until flush.
func (w *wire) add(p *packet.Packet, destination [6]byte) {
	frame := p.Frame[:packet.Headroom+len(p.Data)]
	p.Offload.WriteTo(frame, packet.EthernetSize)
	link := frame[packet.OffloadSize:packet.Headroom]
	copy(link, destination[:])
	copy(link[6:], w.source[:])
	link[12], link[13] = 0x08, 0x00
	if p.Dst.Is6() {
		link[12], link[13] = 0x86, 0xdd
	}
	w.vectors[w.pending].Base = &frame[0]
	w.vectors[w.pending].SetLen(len(frame))
	w.pending++
}

func (w *wire) isFull() bool { return w.pending == framesAtOnce }

// flush sends what was noted. A frame the device refuses is lost, as on any
// overfull link; a device that is gone is an error.
func (w *wire) flush() error {
	sent := 0
	for sent < w.pending {
		n, _, errno := unix.Syscall6(unix.SYS_SENDMMSG, uintptr(w.fd),
			uintptr(unsafe.Pointer(&w.headers[sent])), uintptr(w.pending-sent), 0, 0, 0)
		switch {
		case errno == 0:
			sent += int(n)
		case errno == unix.EINTR:
		case isDeviceGone(errno):
			w.pending = 0
			return fmt.Errorf("the data interface is gone: %w", errno)
		default:
			w.unsent++
			sent++
		}
	}
	w.pending = 0
	return nil
}

func isDeviceGone(err error) bool {
	return errors.Is(err, unix.ENODEV) || errors.Is(err, unix.ENXIO)
}

// TryPacketSocket opens what egress sends through, on the loopback interface, and closes it.
func TryPacketSocket() error {
	const loopback = 1
	w, err := openWire(loopback, [6]byte{})
	if err != nil {
		return err
	}
	w.close()
	return nil
}
