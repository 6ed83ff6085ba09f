package lane

import (
	"encoding/binary"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/schedule"
)

// wait sleeps until a packet comes, one is due, or the bell rings. ppoll takes
// nanoseconds and is woken by a high-resolution timer.
func (l *Lane) wait() {
	var timeout *unix.Timespec
	if dueNs, some := l.queue.NextNs(); some {
		ts := unix.NsecToTimespec(max(dueNs-schedule.NowNs(), 0))
		timeout = &ts
	}
	fds := [2]unix.PollFd{
		{Fd: int32(l.interceptor.Descriptor()), Events: unix.POLLIN},
		{Fd: int32(l.bell.fd), Events: unix.POLLIN},
	}
	// An error (EINTR) only means that the loop looks again.
	if n, err := unix.Ppoll(fds[:], timeout, nil); err == nil && n > 0 && fds[1].Revents != 0 {
		l.bell.hush()
	}
}

// bell wakes a lane that sleeps.
type bell struct{ fd int }

func newBell() (*bell, error) {
	fd, err := unix.Eventfd(0, unix.EFD_NONBLOCK|unix.EFD_CLOEXEC)
	return &bell{fd}, err
}

func (b *bell) ring() {
	_, _ = unix.Write(b.fd, binary.NativeEndian.AppendUint64(nil, 1)) // full means it rings already
}

func (b *bell) hush() {
	var count [8]byte
	_, _ = unix.Read(b.fd, count[:])
}
