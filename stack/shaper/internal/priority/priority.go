// Package priority lets a thread be woken on time.
package priority

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// realTime is the lowest real-time priority: before all ordinary work, behind
// whatever else on the machine has asked for real time.
const realTime = 1

// Raise asks the kernel to wake the calling thread without slack and before
// ordinary work. Niceness would not do: it only counts among the threads of
// one control group, and every container is one. Real time needs CAP_SYS_NICE;
// without it delays are as exact on an idle machine, and later on a busy one.
// The kernel keeps 5 % of each processor for others even then
// (sched_rt_runtime_us), and threads made by this one do not inherit.
func Raise() error {
	if err := unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("timer slack: %w", err)
	}
	return set(unix.SCHED_RR, realTime)
}

func set(policy, level uint32) error {
	attr := unix.SchedAttr{
		Size:     unix.SizeofSchedAttr,
		Policy:   policy,
		Flags:    unix.SCHED_FLAG_RESET_ON_FORK,
		Priority: level,
	}
	if err := unix.SchedSetAttr(0, &attr, 0); err != nil {
		return fmt.Errorf("real-time priority (optional, CAP_SYS_NICE): %w", err)
	}
	return nil
}
