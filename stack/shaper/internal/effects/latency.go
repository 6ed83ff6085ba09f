package effects

import (
	"time"

	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// latency holds each packet for delay ± jitter.
type latency struct {
	delayNs, jitterNs float64
	shape             quantile
	draw              correlated
	allowReorder      bool
}

// tailSigmas is how many deviations of jitter count as the most a packet can be held.
const tailSigmas = 5

func newLatency(rule program.Rule, random Random) Effect {
	params := rule.Params.(*program.LatencyParams)
	return &latency{
		delayNs:      float64(milliseconds(params.DelayMs)),
		jitterNs:     float64(milliseconds(params.JitterMs)),
		shape:        quantiles[params.Distribution],
		draw:         newCorrelated(random, params.CorrelationPercent),
		allowReorder: params.AllowReorder,
	}
}

func (l *latency) Apply(_ *packet.Packet, fate *Fate) Outcome {
	hold := l.delayNs
	if l.jitterNs > 0 {
		hold += l.jitterNs * l.shape(l.draw.next())
	}
	fate.Overtakable = fate.Overtakable || l.allowReorder
	if hold <= 0 {
		return Untouched
	}
	fate.DueNs += int64(hold)
	return Delayed
}

func (l *latency) MaxHold() time.Duration {
	return time.Duration(l.delayNs + tailSigmas*l.jitterNs)
}
