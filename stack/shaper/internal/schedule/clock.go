// Package schedule decides when held packets go on: a clock, a queue ordered
// by due time, and the order of flows.
package schedule

import "golang.org/x/sys/unix"

// NowNs reads the monotonic clock, in nanoseconds.
func NowNs() int64 {
	var ts unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts) // cannot fail with a valid clock
	return ts.Nano()
}
