package lab

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// In calls f on a thread that is in the host's namespace. Sockets made there
// stay there, and can be used from anywhere afterwards.
func (h Host) In(f func() error) error {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		result <- h.enter(f)
	}()
	return <-result
}

func (h Host) enter(f func() error) error {
	namespace, err := os.Open("/run/netns/" + h.Namespace)
	if err != nil {
		return err
	}
	defer namespace.Close()
	if err := unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET); err != nil {
		return err
	}
	return f()
}
