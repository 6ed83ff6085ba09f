package pipeline

import "dsp/shaper/internal/effects"

// Counters are what one rule did in one direction since it was first set. A
// large segment that was not cut counts as one packet.
type Counters struct {
	Packets    uint64 `json:"packets"`
	Bytes      uint64 `json:"bytes"`
	Delayed    uint64 `json:"delayed"`
	Dropped    uint64 `json:"dropped"`
	Duplicated uint64 `json:"duplicated"`
	Corrupted  uint64 `json:"corrupted"`
	Reordered  uint64 `json:"reordered"`
	Rejected   uint64 `json:"rejected"`
	Overflowed uint64 `json:"overflowed"`
}

func (c *Counters) count(length int, outcome effects.Outcome) {
	c.Packets++
	c.Bytes += uint64(length)
	switch outcome {
	case effects.Delayed:
		c.Delayed++
	case effects.Dropped:
		c.Dropped++
	case effects.Duplicated:
		c.Duplicated++
	case effects.Corrupted:
		c.Corrupted++
	case effects.Reordered:
		c.Reordered++
	case effects.Rejected:
		c.Rejected++
	case effects.Overflowed:
		c.Overflowed++
	}
}
