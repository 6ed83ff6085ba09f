package shaper

import (
	"dsp/shaper/internal/lane"
	"dsp/shaper/internal/pipeline"
	"dsp/shaper/internal/program"
)

// Stats are the counters of both directions. A direction that no rule needed yet is absent.
type Stats struct {
	Faults     map[string]map[program.Direction]pipeline.Counters `json:"faults"`
	Directions map[program.Direction]lane.Stats                   `json:"directions"`
}

// Stats reads the counters.
func (s *Shaper) Stats() (Stats, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	stats := Stats{map[string]map[program.Direction]pipeline.Counters{}, map[program.Direction]lane.Stats{}}
	if s.path == nil {
		return stats, nil
	}
	lanes := map[program.Direction]*lane.Lane{}
	if s.path.in != nil {
		lanes[program.Ingress] = s.path.in.lane
	}
	if s.path.out != nil {
		lanes[program.Egress] = s.path.out.lane
	}
	for direction, l := range lanes {
		counted, err := l.Stats()
		if err != nil {
			return stats, err
		}
		stats.Directions[direction] = counted
		for id, counters := range counted.Rules {
			if stats.Faults[id] == nil {
				stats.Faults[id] = map[program.Direction]pipeline.Counters{}
			}
			stats.Faults[id][direction] = counters
		}
	}
	return stats, nil
}
