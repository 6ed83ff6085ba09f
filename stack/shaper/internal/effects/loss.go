package effects

import (
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

func newLoss(rule program.Rule, random Random) Effect {
	params := rule.Params.(*program.LossParams)
	if params.IsGilbertElliott() {
		return newGilbertElliott(params, random)
	}
	return &loss{random: random, share: *params.Percent / 100, correlation: params.CorrelationPercent / 100}
}

// loss drops a share of the packets. With correlation c the losses are a
// two-state Markov chain with
//
//	P(lost | last lost) = p + c(1−p)    P(lost | last passed) = p(1−c)
//
// whose long-run share is exactly p and whose lag-1 correlation is exactly c.
// (netem's formula keeps neither: correlated loss there is rarer than asked.)
type loss struct {
	random             Random
	share, correlation float64
	lastLost, warm     bool
}

func (l *loss) Apply(*packet.Packet, *Fate) Outcome {
	p := l.share
	switch {
	case !l.warm:
	case l.lastLost:
		p += l.correlation * (1 - l.share)
	default:
		p *= 1 - l.correlation
	}
	l.lastLost, l.warm = l.random.chance(p), true
	if l.lastLost {
		return Dropped
	}
	return Untouched
}
