package main

// points are the values at which each section measures.
type points struct {
	directions []string
	delaysMs   []float64
	shapes     []string // of jitter
	kinds      []string // of faults that hit a share of the packets
	percents   []float64
	ratesKbps  []float64
}

var everyPoint = points{
	delaysMs:  []float64{5, 20, 100, 500},
	shapes:    []string{"normal", "uniform", "pareto", "paretonormal"},
	kinds:     []string{"loss", "duplicate", "corrupt", "reorder"},
	percents:  []float64{0.1, 1, 10, 50},
	ratesKbps: []float64{100, 1000, 10_000, 100_000},
}

// fewPoints are enough to set two emulators side by side.
var fewPoints = points{
	delaysMs:  []float64{20, 100},
	shapes:    []string{"normal", "uniform"},
	kinds:     []string{"loss", "duplicate", "corrupt", "reorder"},
	percents:  []float64{1, 20},
	ratesKbps: []float64{1000, 10_000},
}

// ways are the directions, and both at once where both are asked for.
func (p points) ways() []string {
	if len(p.directions) < 2 {
		return p.directions
	}
	return append(p.directions[:len(p.directions):len(p.directions)], "both")
}
