package effects

import (
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// gilbertElliott loses packets in bursts: a channel that is good or bad, each
// with its own loss (Gilbert 1960, Elliott 1963; parameters named as in
// Salsano, Ludovici, Ordine 2009 and netem's `loss gemodel p r 1-h 1-k`).
//
//	       p
//	good ─────▶ bad        long-run loss = (r(1−k) + p(1−h)) / (p + r)
//	     ◀─────
//	       r
type gilbertElliott struct {
	random                Random
	toBad, toGood         float64
	lossInBad, lossInGood float64
	bad                   bool
}

func newGilbertElliott(params *program.LossParams, random Random) Effect {
	p := *params.PPercent / 100
	return &gilbertElliott{
		random:     random,
		toBad:      p,
		toGood:     share(params.RPercent, 1-p),
		lossInBad:  share(params.OneMinusHPercent, 1),
		lossInGood: share(params.OneMinusKPercent, 0),
	}
}

// share turns an optional percentage into a probability.
func share(percent *float64, otherwise float64) float64 {
	if percent == nil {
		return otherwise
	}
	return *percent / 100
}

func (g *gilbertElliott) Apply(*packet.Packet, *Fate) Outcome {
	turn, lose := g.random.Float64(), g.random.Float64()
	if g.bad {
		g.bad = turn >= g.toGood
	} else {
		g.bad = turn < g.toBad
	}
	limit := g.lossInGood
	if g.bad {
		limit = g.lossInBad
	}
	if lose < limit {
		return Dropped
	}
	return Untouched
}
