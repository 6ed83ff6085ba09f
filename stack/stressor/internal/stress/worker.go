package stress

import (
	"flag"
	"fmt"
	"os"
	"time"

	"dsp/stressor/internal/cgroup"
)

// firstToGo is the score by which the kernel ends a worker rather than the
// node, should memory run out.
const firstToGo = "1000"

// Work is what one worker does: it joins the node's cgroup, says so, and is
// busy until its deadline.
func Work(args []string) error {
	flags := flag.NewFlagSet(WorkerVerb, flag.ContinueOnError)
	var options Options
	flags.StringVar(&options.Kind, "kind", "", "cpu or memory")
	flags.StringVar(&options.Node, "node", "", "id of the node's container")
	until := flags.String("until", "", "when to end, RFC 3339")
	flags.Int64Var(&options.Megabytes, "megabytes", 0, "memory to hold")
	flags.BoolVar(&options.Beyond, "beyond", false, "grow until the kernel ends the node")
	if err := flags.Parse(args); err != nil {
		return err
	}
	deadline, err := time.Parse(time.RFC3339Nano, *until)
	if err != nil {
		return err
	}
	group, err := cgroup.OfNode(options.Node)
	if err != nil {
		return err
	}
	if !options.Beyond {
		if err := os.WriteFile("/proc/self/oom_score_adj", []byte(firstToGo), 0); err != nil {
			return err
		}
	}
	if err := group.Join(); err != nil {
		return err
	}
	switch {
	case options.Kind == "memory" && options.Beyond:
		return overflow(group, deadline)
	case options.Kind == "memory":
		return holdMemory(group, options, deadline)
	}
	fmt.Println("ready")
	beBusy(deadline)
	return nil
}

// beBusy computes without a pause, but for a look at the clock now and then.
func beBusy(deadline time.Time) {
	x := uint64(88172645463325252)
	for time.Now().Before(deadline) {
		for range 1_000_000 {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
		}
	}
	// Its result is used, so that the compiler leaves the work in.
	if x == 0 {
		fmt.Fprintln(os.Stderr, "the generator stopped")
	}
}
