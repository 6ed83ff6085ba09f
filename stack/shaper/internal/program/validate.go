package program

import "fmt"

// Bounds of what is accepted. They keep a typing error from becoming an outage
// that looks like a hang, and every sum of nanoseconds far from overflow.
const (
	maxDelayMs   = 60_000
	maxRateKbps  = 10_000_000
	maxSizeKb    = 1 << 20
	maxRules     = 256
	maxPeers     = 1024
	maxPorts     = 64
	maxIDLength  = 128
	maxHeldCount = 1 << 20
	maxHeldBytes = 1 << 30
	maxLinger    = 86_400
	maxDuration  = 30 * 86_400
)

// outside returns a complaint about v when it is not within low–high.
func outside(field string, v, low, high float64) *FieldError {
	if v >= low && v <= high { // also false for NaN
		return nil
	}
	return &FieldError{Field: field, Message: fmt.Sprintf("%g is outside %g–%g", v, low, high)}
}

// first returns the first complaint of several.
func first(complaints ...*FieldError) *FieldError {
	for _, c := range complaints {
		if c != nil {
			return c
		}
	}
	return nil
}

func percent(field string, v float64) *FieldError { return outside(field, v, 0, 100) }

func optionalPercent(field string, v *float64) *FieldError {
	if v == nil {
		return nil
	}
	return percent(field, *v)
}

func (p *LatencyParams) validate() *FieldError {
	if e := first(
		outside("delayMs", p.DelayMs, 0, maxDelayMs),
		outside("jitterMs", p.JitterMs, 0, maxDelayMs),
		percent("correlationPercent", p.CorrelationPercent),
	); e != nil {
		return e
	}
	if p.JitterMs > p.DelayMs {
		return &FieldError{"jitterMs", fmt.Sprintf("%g is more than delayMs (%g): a packet cannot arrive before it was sent", p.JitterMs, p.DelayMs)}
	}
	switch p.Distribution {
	case Uniform, Normal, Pareto, ParetoNormal:
		return nil
	}
	return &FieldError{"distribution", fmt.Sprintf("%q is not one of uniform, normal, pareto, paretonormal", p.Distribution)}
}

func (p *LossParams) validate() *FieldError {
	if (p.Percent == nil) == (p.PPercent == nil) {
		return &FieldError{"percent", "give either percent, or pPercent for burst loss by Gilbert-Elliott"}
	}
	if p.PPercent == nil && (p.RPercent != nil || p.OneMinusHPercent != nil || p.OneMinusKPercent != nil) {
		return &FieldError{"pPercent", "is needed by rPercent, oneMinusHPercent and oneMinusKPercent"}
	}
	return first(
		optionalPercent("percent", p.Percent),
		percent("correlationPercent", p.CorrelationPercent),
		optionalPercent("pPercent", p.PPercent),
		optionalPercent("rPercent", p.RPercent),
		optionalPercent("oneMinusHPercent", p.OneMinusHPercent),
		optionalPercent("oneMinusKPercent", p.OneMinusKPercent),
	)
}

func (p *DuplicateParams) validate() *FieldError { return percent("percent", p.Percent) }
func (p *CorruptParams) validate() *FieldError   { return percent("percent", p.Percent) }

func (p *ReorderParams) validate() *FieldError {
	return first(percent("percent", p.Percent), outside("delayMs", p.DelayMs, 0, maxDelayMs))
}

func (p *BandwidthParams) validate() *FieldError {
	return first(
		outside("rateKbps", p.RateKbps, 1, maxRateKbps),
		outside("burstKb", p.BurstKb, 0, maxSizeKb),
		outside("queueKb", p.QueueKb, 0, maxSizeKb),
	)
}

func (p *PartitionParams) validate() *FieldError {
	if p.Mode == Drop || p.Mode == Reject {
		return nil
	}
	return &FieldError{"mode", fmt.Sprintf("%q is not one of drop, reject", p.Mode)}
}
