package probe

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// getsockopt reads an option into b, which also carries the question.
func getsockopt(fd, level, name int, b []byte) error {
	length := uint32(len(b))
	_, _, errno := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(name),
		uintptr(unsafe.Pointer(&b[0])), uintptr(unsafe.Pointer(&length)), 0)
	if errno != 0 {
		return errno
	}
	return nil
}
