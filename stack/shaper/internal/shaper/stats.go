package shaper

import (
	"github.com/vishvananda/netlink"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/lane"
	"dsp/shaper/internal/pipeline"
	"dsp/shaper/internal/program"
)

// Stats are the counters of both directions. A direction that no rule needed yet is absent.
type Stats struct {
	Faults     map[string]map[program.Direction]pipeline.Counters `json:"faults"`
	Directions map[program.Direction]lane.Stats                   `json:"directions"`
	// KernelDropped are packets the kernel dropped before we saw them, its queues to us being full.
	KernelDropped map[program.Direction]uint64 `json:"kernelDropped"`
}

// Stats reads the counters.
func (s *Shaper) Stats() (Stats, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	stats := Stats{
		Faults:        map[string]map[program.Direction]pipeline.Counters{},
		Directions:    map[program.Direction]lane.Stats{},
		KernelDropped: kernelDropped(),
	}
	if s.path == nil {
		return stats, nil
	}
	lanes := map[program.Direction]*lane.Lane{}
	if s.path.in.way() == ingress.ByReentry {
		stats.KernelDropped[program.Ingress] = s.path.in.reentry.Dropped()
	}
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

func kernelDropped() map[program.Direction]uint64 {
	dropped := map[program.Direction]uint64{}
	queues, _ := ingress.ReadQueues()
	for _, q := range queues {
		if q.Number == ingress.QueueNumber {
			dropped[program.Ingress] = uint64(q.Dropped + q.UserDropped)
		}
	}
	if link, err := netlink.LinkByName(egress.DeviceName); err == nil && link.Attrs().Statistics != nil {
		dropped[program.Egress] = link.Attrs().Statistics.TxDropped
	}
	return dropped
}
