package effects

import (
	"time"

	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// reorder holds a share of the packets back, so that those behind them
// arrive first. (netem does it the other way round: it delays everything and
// lets the share jump ahead; one needs a delay on every packet to reorder any.)
type reorder struct {
	random Random
	share  float64
	holdNs int64
}

func newReorder(rule program.Rule, random Random) Effect {
	params := rule.Params.(*program.ReorderParams)
	return &reorder{random, params.Percent / 100, int64(milliseconds(params.DelayMs))}
}

func (r *reorder) Apply(_ *packet.Packet, fate *Fate) Outcome {
	if !r.random.chance(r.share) {
		return Untouched
	}
	fate.DueNs += r.holdNs
	fate.Overtakable = true
	return Reordered
}

func (r *reorder) MaxHold() time.Duration { return time.Duration(r.holdNs) }
