package ingress

import "golang.org/x/sys/unix"

// openStamps makes the kernel note when each packet arrives. It does so for
// all packets as soon as one socket anywhere asks, and the queue passes the
// note on; so one socket, otherwise unused, is kept open. What a packet waited
// for the kernel's own work and for us is then known, and taken off its delay.
// Without it (an error is no matter) delays count from when we read the packet.
func openStamps() int {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1
	}
	_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1)
	return fd
}
