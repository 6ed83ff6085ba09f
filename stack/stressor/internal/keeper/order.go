// Package keeper keeps the promise that a fault of the engine ends, though
// the platform that made it is gone for good.
//
// A keeper waits until the deadline of its fault and a grace after it. The
// platform ends the fault at the deadline itself, and then removes the keeper;
// a keeper that is still there therefore has to do it. It acts with sight of
// the other faults on the same node: the jobs of faults carry what they hold.
package keeper

import (
	"encoding/json"
	"time"
)

// What a fault can hold of a node.
const (
	paused  = "paused"
	stopped = "stopped"
	halted  = "halted"
	// signalled is a node that got a signal which may have ended it; unlike
	// "stopped", nobody wants it to stay so.
	signalled = "signalled"
	limited   = "limited"
)

// Order is what one fault holds of one node, and until when. It is given to
// the keeper, and stands in the label dsp.purpose of every fault's job.
type Order struct {
	Fault string `json:"fault"`
	Node  string `json:"node"`
	// Instance is the id of the node's container.
	Instance string `json:"instance"`
	Holds    string `json:"holds"`
	// Until is the deadline with its grace; the fault is wanted before it.
	Until time.Time `json:"until"`
	// Cores is the limit of a "limited" node.
	Cores float64 `json:"cores,omitempty"`
	// Restore are the node's own limits.
	Restore *Limits `json:"restore,omitempty"`
}

// Limits are the settings of a container's processor time, as the engine
// keeps them: billionths of a core, or a quota of each period, microseconds.
type Limits struct {
	NanoCpus  int64 `json:"nanoCpus"`
	CpuPeriod int64 `json:"cpuPeriod"`
	CpuQuota  int64 `json:"cpuQuota"`
}

// parseOrder reads a label; false for what is not an order.
func parseOrder(text string) (Order, bool) {
	var order Order
	err := json.Unmarshal([]byte(text), &order)
	return order, err == nil && order.Holds != "" && order.Node != ""
}

// merge finds what the orders that go on hold of the node together.
func merge(own Order, others []Order, now time.Time) (state string, cores float64, isHalted bool) {
	for _, other := range others {
		if other.Node != own.Node || other.Fault == own.Fault || !other.Until.After(now) {
			continue
		}
		switch other.Holds {
		case stopped:
			state = stopped
		case paused:
			if state == "" {
				state = paused
			}
		case halted:
			isHalted = true
		case limited:
			if cores == 0 || other.Cores < cores {
				cores = other.Cores
			}
		}
	}
	return state, cores, isHalted
}

// defaultPeriod is the kernel's own, microseconds.
const defaultPeriod = 100_000

// limitsFor is the change that gives a container a limit, or, with no cores,
// its own limits back. An engine takes 0 for "leave it as it is", so that no
// limit is -1.
func limitsFor(own Limits, cores float64) map[string]int64 {
	if own.NanoCpus > 0 {
		nano := int64(cores * 1e9)
		if cores == 0 || nano > own.NanoCpus {
			nano = own.NanoCpus
		}
		return map[string]int64{"NanoCpus": nano}
	}
	period := own.CpuPeriod
	if period == 0 {
		period = defaultPeriod
	}
	quota := int64(cores * float64(period))
	switch {
	case own.CpuQuota > 0 && (cores == 0 || quota > own.CpuQuota):
		quota = own.CpuQuota
	case cores == 0:
		quota = -1
	}
	return map[string]int64{"CpuQuota": quota}
}
