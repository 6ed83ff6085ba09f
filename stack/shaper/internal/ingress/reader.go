package ingress

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	datagramsAtOnce = 32
	// metadata is room for the headers and attributes beside the copied bytes.
	metadata = 384
)

// reader takes many datagrams from a netlink socket in one system call.
type reader struct {
	headers [datagramsAtOnce]multiMessage
	vectors [datagramsAtOnce]unix.Iovec
	buffers [datagramsAtOnce][]byte
	size    int
}

// multiMessage is struct mmsghdr.
type multiMessage struct {
	header unix.Msghdr
	length uint32
	_      [4]byte
}

// grow makes room for packets of which up to bytes are copied. It never
// shrinks: datagrams of the size before may still be waiting.
func (r *reader) grow(bytes int) {
	if bytes+metadata <= r.size {
		return
	}
	r.size = bytes + metadata
	for n := range r.buffers {
		r.buffers[n] = make([]byte, r.size)
		r.vectors[n] = unix.Iovec{Base: &r.buffers[n][0]}
		r.vectors[n].SetLen(r.size)
		r.headers[n].header.Iov = &r.vectors[n]
		r.headers[n].header.SetIovlen(1)
	}
}

// read returns how many datagrams it took; none waiting is no error.
func (r *reader) read(fd int) (int, error) {
	n, _, errno := unix.Syscall6(unix.SYS_RECVMMSG, uintptr(fd),
		uintptr(unsafe.Pointer(&r.headers[0])), datagramsAtOnce, unix.MSG_DONTWAIT, 0, 0)
	switch errno {
	case 0:
		return int(n), nil
	case unix.EAGAIN, unix.EINTR, unix.ENOBUFS:
		return 0, nil
	}
	return 0, fmt.Errorf("read queue: %w", errno)
}

func (r *reader) datagram(n int) []byte { return r.buffers[n][:r.headers[n].length] }
