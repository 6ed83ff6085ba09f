package effects

import (
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// partition cuts the link: packets vanish, or are answered as by a host that refuses them.
type partition struct{ mode program.PartitionMode }

func newPartition(rule program.Rule, _ Random) Effect {
	return &partition{rule.Params.(*program.PartitionParams).Mode}
}

func (c *partition) Apply(p *packet.Packet, fate *Fate) Outcome {
	if c.mode == program.Drop {
		return Dropped
	}
	fate.Reply = packet.Refusal(p)
	return Rejected
}
