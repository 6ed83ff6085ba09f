package main

import "time"

// points are the values at which each section measures.
type points struct {
	directions []string
	delaysMs   []float64
	shapes     []string // of jitter
	kinds      []string // of faults that hit a share of the packets
	percents   []float64
	ratesKbps  []float64
	// packets are sent so far apart to see which share is hit, jitterPause apart
	// to see how long each is held. A slow machine must carry them all.
	packets            int
	pause, jitterPause time.Duration
}

// pointSets are what can be asked for by name.
var pointSets = map[string]points{
	"every": {
		delaysMs:  []float64{5, 20, 100, 500},
		shapes:    []string{"normal", "uniform", "pareto", "paretonormal"},
		kinds:     []string{"loss", "duplicate", "corrupt", "reorder"},
		percents:  []float64{0.1, 1, 10, 50},
		ratesKbps: []float64{100, 1000, 10_000, 100_000},
		packets:   20_000, pause: 50 * time.Microsecond,
		jitterPause: 500 * time.Microsecond,
	},
	// Enough to set two emulators side by side, also in a virtual machine with slow system calls.
	"few": {
		delaysMs:  []float64{20, 100},
		shapes:    []string{"normal", "uniform"},
		kinds:     []string{"loss", "duplicate", "corrupt", "reorder"},
		percents:  []float64{1, 20},
		ratesKbps: []float64{1000, 4000},
		packets:   5000, pause: 2 * time.Millisecond,
		jitterPause: 2 * time.Millisecond,
	},
	// Enough to notice a mistake in a minute.
	"one": {
		delaysMs:  []float64{20},
		kinds:     []string{"loss", "duplicate", "corrupt", "reorder"},
		percents:  []float64{20},
		ratesKbps: []float64{1000},
		packets:   2000, pause: 2 * time.Millisecond,
	},
}

// ways are the directions, and both at once where both are asked for.
func (p points) ways() []string {
	if len(p.directions) < 2 {
		return p.directions
	}
	return append(p.directions[:len(p.directions):len(p.directions)], "both")
}
