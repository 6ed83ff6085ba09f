package work

import (
	"time"

	"golang.org/x/sys/unix"
)

// processorTime is the processor time that the calling thread has used.
func processorTime() time.Duration {
	var used unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &used); err != nil {
		// Every Linux since 2.6.12 has this clock.
		panic(err)
	}
	return time.Duration(used.Nano())
}
