// Package priority lets threads be woken on time.
package priority

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// realTime is the lowest real-time priority: before all ordinary work, behind
// whatever else on the machine has asked for real time.
const realTime = 1

// shortSliceNs is what a thread asks for that wants to run often and briefly.
// Linux from 6.12 wakes such a thread before others of its kind, and anybody
// may ask for it; older kernels do not mind. It is the second best.
const shortSliceNs = 100_000

// rootGroup is where a container finds the list of processes of the machine's
// own control group, if it is given it. Kernels with CONFIG_RT_GROUP_SCHED give
// each group of version 1 a real-time budget, engines give containers none, and
// a budget of their own would stop a busy shaper for most of each second. In
// the root group the machine's own limit holds, as on every other kernel.
const rootGroup = "/cgroup/cpu/cgroup.procs"

// NoSlack lets the calling thread's timers end when they are due, not up to 50 µs later.
func NoSlack() { _ = unix.Prctl(unix.PR_SET_TIMERSLACK, 1, 0, 0, 0) }

// RaiseProcess asks the kernel to run every thread of this process, now and
// later, before ordinary work. Niceness would not do: it counts only among
// the threads of one control group, and every container is one. All threads,
// not only those that move packets: these take locks of Go's runtime, which a
// thread that is not running may hold.
//
// It needs CAP_SYS_NICE, and rootGroup where groups have budgets; without it delays are as exact on an idle machine and
// later on a busy one. The kernel keeps 5 % of each processor for others
// whatever we do (sched_rt_runtime_us).
func RaiseProcess() error {
	refused := raiseThreads()
	if refused == nil {
		return nil
	}
	if err := os.WriteFile(rootGroup, []byte("0"), 0); err != nil { // 0 is the writer itself
		return refused
	}
	return raiseThreads()
}

func raiseThreads() error {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return err
	}
	var refused error
	for _, thread := range threads {
		id, _ := strconv.Atoi(thread.Name())
		if err := raise(id); err != nil {
			refused = err
		}
	}
	return refused
}

// RaiseThread does so for the calling thread and those it makes.
func RaiseThread() error { return raise(0) }

func raise(thread int) error {
	attr := unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_RR, Priority: realTime}
	err := unix.SchedSetAttr(thread, &attr, 0)
	if err == nil {
		return nil
	}
	slice := unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_NORMAL, Runtime: shortSliceNs}
	_ = unix.SchedSetAttr(thread, &slice, 0)
	return fmt.Errorf("real-time priority (optional; CAP_SYS_NICE, and real-time budget where control groups have one): %w", err)
}
