package stress

import (
	"fmt"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"dsp/stressor/internal/cgroup"
)

// memfdCreate is the number of the system call on each architecture.
var memfdCreate = map[string]uintptr{"amd64": 319, "arm64": 279}

// overflow fills the node's memory until the kernel ends the node, for want of
// it.
//
// The kernel ends the process that has most memory mapped. What is written to
// a file in memory counts for the cgroup, but is mapped by nobody: so it is the
// node that goes and not this worker, which takes little for itself.
func overflow(group *cgroup.Group, deadline time.Time) error {
	before, err := group.Memory()
	if err != nil {
		return err
	}
	if before.Limit == 0 {
		return errNoLimit
	}
	file, err := memoryFile()
	if err != nil {
		return err
	}
	fmt.Println("ready")
	block := make([]byte, megabyte)
	for i := range block {
		block[i] = 1
	}
	// A limit with swap ends at twice its size by default.
	for written := int64(0); written < 4*before.Limit && time.Now().Before(deadline); {
		n, err := syscall.Write(file, block)
		if err != nil {
			return err
		}
		written += int64(n)
	}
	return refusal{"the node lives on with four times its limit of memory taken", "turn off swap for the node"}
}

func memoryFile() (int, error) {
	number, known := memfdCreate[runtime.GOARCH]
	if !known {
		return 0, refusal{"out-of-memory kills are not known on " + runtime.GOARCH, "use the fault \"kill\""}
	}
	name := []byte("stress\x00")
	file, _, errno := syscall.Syscall(number, uintptr(unsafe.Pointer(&name[0])), 0, 0)
	if errno != 0 {
		return 0, errno
	}
	return int(file), nil
}
