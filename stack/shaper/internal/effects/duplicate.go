package effects

import (
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// duplicate sends a share of the packets twice. The copy leaves with the
// original and counts against the same bandwidth.
type duplicate struct {
	random Random
	share  float64
}

func newDuplicate(rule program.Rule, random Random) Effect {
	return &duplicate{random, rule.Params.(*program.DuplicateParams).Percent / 100}
}

func (d *duplicate) Apply(_ *packet.Packet, fate *Fate) Outcome {
	if !d.random.chance(d.share) {
		return Untouched
	}
	fate.Copies++
	return Duplicated
}
