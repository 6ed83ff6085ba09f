// Package egress intercepts packets that leave the node, with a TUN device
// that the routes to the peers lead to. Unlike a packet held at the OUTPUT
// hook, one read from a TUN no longer belongs to its socket, so TCP keeps its
// window full while we hold it. Held packets are sent on from a packet socket
// on the data interface. The device is not persistent: with the process gone,
// the kernel removes it and its routes, and traffic takes its old way.
package egress

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/packet"
)

// DeviceName is the TUN's name, the same in every namespace: a second shaper
// in one namespace finds it taken, and an inspector recognises it.
const DeviceName = "dsp-shaper"

// ErrDeviceTaken means that another process holds our device in this namespace.
var ErrDeviceTaken = errors.New("device " + DeviceName + " is held by another process, probably another shaper in this network namespace")

// TUN is the device that outgoing packets are diverted to.
type TUN struct{ fd int }

// Offloads asked for: large TCP segments stay large, and, on kernels that
// have it (6.2), large UDP ones. Values from linux/if_tun.h.
const (
	offloadChecksum = 0x01
	offloadTCP      = 0x02 | 0x04 | 0x08 // TSO4, TSO6, TSO_ECN
	offloadUDP      = 0x20 | 0x40        // USO4, USO6
)

// OpenTUN creates a device. It is not up yet.
func OpenTUN(name string) (*TUN, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/net/tun (the container needs this device): %w", err)
	}
	request, err := unix.NewIfreq(name)
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI | unix.IFF_VNET_HDR)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, request); err != nil {
		unix.Close(fd)
		if errors.Is(err, unix.EBUSY) {
			return nil, ErrDeviceTaken
		}
		return nil, fmt.Errorf("create %s (the container needs CAP_NET_ADMIN): %w", name, err)
	}
	size := uint32(packet.OffloadSize)
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.TUNSETVNETHDRSZ, uintptr(unsafe.Pointer(&size))); errno != 0 {
		unix.Close(fd)
		return nil, fmt.Errorf("set header size of %s: %w", name, errno)
	}
	return &TUN{fd}, nil
}

// SetOffload chooses between large segments and packets as the wire has them,
// cut and with their checksums complete. Both may be changed at any time: the
// kernel does whatever the device does not.
func (t *TUN) SetOffload(large bool) error {
	if !large {
		return t.setOffload(0)
	}
	if t.setOffload(offloadChecksum|offloadTCP|offloadUDP) == nil {
		return nil
	}
	return t.setOffload(offloadChecksum | offloadTCP)
}

func (t *TUN) setOffload(flags uintptr) error {
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(t.fd), unix.TUNSETOFFLOAD, flags); errno != 0 {
		return fmt.Errorf("set offloads of %s: %w", DeviceName, errno)
	}
	return nil
}

// Close removes the device and with it every route that leads to it.
func (t *TUN) Close() error { return unix.Close(t.fd) }

// read takes one packet, preceded by its offload header; 0 means that none waits.
func (t *TUN) read(b []byte) (int, error) {
	n, err := unix.Read(t.fd, b)
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
		return 0, nil
	}
	return 0, fmt.Errorf("read %s: %w", DeviceName, err)
}

// WriteToHost gives an IP packet to this host's own stack, as if it had come from outside.
func (t *TUN) WriteToHost(ip []byte) error {
	b := make([]byte, packet.OffloadSize+len(ip))
	copy(b[packet.OffloadSize:], ip)
	_, err := unix.Write(t.fd, b)
	return err
}

// Reenter gives p to this host's own stack, a large segment as one. Its frame is written over before the packet.
func (t *TUN) Reenter(p *packet.Packet) error {
	const begin = packet.Headroom - packet.OffloadSize
	frame := p.Frame[begin : packet.Headroom+len(p.Data)]
	p.Offload.WriteTo(frame, 0)
	_, err := unix.Write(t.fd, frame)
	return err
}

// HasUDPSegments reports whether this kernel's TUN takes large UDP segments.
func (t *TUN) HasUDPSegments() bool {
	return t.setOffload(offloadChecksum|offloadTCP|offloadUDP) == nil
}
