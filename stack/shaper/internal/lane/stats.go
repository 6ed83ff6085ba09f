package lane

import "dsp/shaper/internal/pipeline"

// Stats are what a lane did since it began.
type Stats struct {
	Packets    uint64 `json:"packets"`    // taken from the kernel
	Bytes      uint64 `json:"bytes"`      // of IP packets
	Overflowed uint64 `json:"overflowed"` // dropped because the queue was full
	Held       int    `json:"held"`       // packets held now
	HeldBytes  int    `json:"heldBytes"`
	Released   uint64 `json:"released"`  // packets that had been held
	LateNsSum  uint64 `json:"lateNsSum"` // how long after their due time, added up
	LateNsMax  int64  `json:"lateNsMax"`

	Rules map[string]pipeline.Counters `json:"-"`
}

func (s *Stats) note(lateNs int64) {
	s.Released++
	s.LateNsSum += uint64(lateNs)
	s.LateNsMax = max(s.LateNsMax, lateNs)
}

// Stats returns a copy of what was counted.
func (l *Lane) Stats() (Stats, error) {
	var s Stats
	err := l.Do(func() {
		s = l.stats
		s.Held, s.HeldBytes = l.queue.Len(), l.queue.Bytes()
		s.Rules = l.pipeline.Counters()
	})
	return s, err
}
