package main

import (
	"fmt"
	"time"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

const shareCount = 20_000

// hits counts, for each kind, the packets that it shows in.
var hits = map[string]func([]lab.Arrival) int{
	"loss":      missing,
	"corrupt":   missing, // the receiving stack drops what has a wrong checksum
	"duplicate": func(a []lab.Arrival) int { return len(a) - distinct(a) },
	"reorder":   overtaken,
}

// measureShares sends 20,000 packets through each kind and counts those hit.
func measureShares(b *bench) error {
	for _, kind := range b.points.kinds {
		for _, direction := range b.points.directions {
			for _, percent := range b.points.percents {
				if err := b.measureShare(kind, direction, percent); err != nil {
					return err
				}
			}
		}
	}
	return b.clear()
}

func (b *bench) measureShare(kind, direction string, percent float64) error {
	params := fmt.Sprintf(`{"percent":%g}`, percent)
	if kind == "reorder" {
		params = fmt.Sprintf(`{"percent":%g,"delayMs":10}`, percent)
	}
	if err := b.set(kind, params, direction); err != nil {
		return err
	}
	from, to := b.ends(direction)
	arrivals, err := lab.Stream{From: from, To: to, Count: shareCount, Interval: 50 * time.Microsecond}.Run()
	if err != nil {
		return err
	}
	low, high := measure.BinomialInterval(shareCount, percent/100)
	got := hits[kind](arrivals)
	b.add(result{
		What: kind + ", " + direction, Kind: kind, Direction: direction,
		Figures:  map[string]float64{"askedPercent": percent, "packets": shareCount, "hit": float64(got), "low": low, "high": high},
		Asked:    fmt.Sprintf("%g %%", percent),
		Measured: fmt.Sprintf("%d of %d (%.3f %%)", got, shareCount, 100*float64(got)/shareCount),
		Target:   fmt.Sprintf("99 %% interval %.0f–%.0f", low, high), Value: float64(got) / shareCount,
		Met: float64(got) >= low && float64(got) <= high,
	})
	return nil
}

func distinct(arrivals []lab.Arrival) int {
	seen := map[int]bool{}
	for _, a := range arrivals {
		seen[a.Sequence] = true
	}
	return len(seen)
}

func missing(arrivals []lab.Arrival) int { return shareCount - distinct(arrivals) }

// overtaken counts packets that came after one sent later.
func overtaken(arrivals []lab.Arrival) (n int) {
	newest := -1
	for _, a := range arrivals {
		if a.Sequence < newest {
			n++
		}
		newest = max(newest, a.Sequence)
	}
	return n
}
