package program

import "encoding/json"

// Params are the numbers of one kind. Each kind has its own struct, so that a
// rule can only carry what its kind understands.
type Params interface {
	// validate returns the first number out of range, its field named relative to params.
	validate() *FieldError
}

// Distribution is the shape of jitter around the delay.
type Distribution string

const (
	Uniform      Distribution = "uniform"
	Normal       Distribution = "normal"
	Pareto       Distribution = "pareto"
	ParetoNormal Distribution = "paretonormal"
)

// LatencyParams delay each packet by delayMs ± jitterMs. For the uniform
// distribution jitterMs is the half width, as in netem; for the others it is
// the standard deviation. Unless allowReorder is set, packets of one flow keep their order.
type LatencyParams struct {
	DelayMs            float64      `json:"delayMs"`
	JitterMs           float64      `json:"jitterMs"`
	CorrelationPercent float64      `json:"correlationPercent"`
	Distribution       Distribution `json:"distribution"`
	AllowReorder       bool         `json:"allowReorder"`
}

// LossParams drop packets, either independently (percent, with an optional
// lag-1 correlation) or in bursts by the Gilbert-Elliott model (pPercent and on).
type LossParams struct {
	Percent            *float64 `json:"percent,omitempty"`
	CorrelationPercent float64  `json:"correlationPercent,omitempty"`

	PPercent         *float64 `json:"pPercent,omitempty"`         // good → bad, per packet
	RPercent         *float64 `json:"rPercent,omitempty"`         // bad → good, per packet; default 100 − p, as in netem
	OneMinusHPercent *float64 `json:"oneMinusHPercent,omitempty"` // loss while bad; default 100
	OneMinusKPercent *float64 `json:"oneMinusKPercent,omitempty"` // loss while good; default 0
}

// IsGilbertElliott reports whether the burst model was asked for.
func (p *LossParams) IsGilbertElliott() bool { return p.PPercent != nil }

// DuplicateParams send a share of the packets twice.
type DuplicateParams struct {
	Percent float64 `json:"percent"`
}

// CorruptParams flip one bit in a share of the packets.
type CorruptParams struct {
	Percent float64 `json:"percent"`
}

// ReorderParams hold a share of the packets back by delayMs, so that those behind overtake them.
type ReorderParams struct {
	Percent float64 `json:"percent"`
	DelayMs float64 `json:"delayMs"`
}

// BandwidthParams limit the rate, counted in bytes of IP packets (1 kbit = 1000 bit, 1 kb = 1024 byte).
type BandwidthParams struct {
	RateKbps float64 `json:"rateKbps"`
	BurstKb  float64 `json:"burstKb"`
	QueueKb  float64 `json:"queueKb"`
}

// PartitionMode says how a cut link looks from the sender's side.
type PartitionMode string

const (
	Drop   PartitionMode = "drop"
	Reject PartitionMode = "reject"
)

// PartitionParams cut the link: silently, or with TCP reset and ICMP unreachable.
type PartitionParams struct {
	Mode PartitionMode `json:"mode"`
}

// kinds is the table of what can be asked for: per kind, its params with their defaults.
var kinds = map[Kind]func() Params{
	Latency:   func() Params { return &LatencyParams{Distribution: Uniform} },
	Loss:      func() Params { return &LossParams{} },
	Duplicate: func() Params { return &DuplicateParams{} },
	Corrupt:   func() Params { return &CorruptParams{} },
	Reorder:   func() Params { return &ReorderParams{} },
	Bandwidth: func() Params { return &BandwidthParams{} },
	Partition: func() Params { return &PartitionParams{Mode: Drop} },
}

// parseParams decodes the params of a kind and checks them.
func parseParams(kind Kind, raw json.RawMessage, path string) (Params, error) {
	params := kinds[kind]()
	if len(raw) > 0 {
		if err := decodeStrict(raw, params, path); err != nil {
			return nil, err
		}
	}
	if e := params.validate(); e != nil {
		return nil, &FieldError{Field: join(path, e.Field), Message: e.Message}
	}
	return params, nil
}
