package main

import (
	"fmt"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

// hits counts, for each kind, the packets that it shows in.
var hits = map[string]func(arrivals []lab.Arrival, sent int) int{
	"loss":      missing,
	"corrupt":   missing, // the receiving stack drops what has a wrong checksum
	"duplicate": func(a []lab.Arrival, _ int) int { return len(a) - distinct(a) },
	"reorder":   overtaken,
}

// measureShares sends packets through each kind and counts those hit.
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
	sent := b.points.packets
	arrivals, err := lab.Stream{From: from, To: to, Count: sent, Interval: b.points.pause}.Run()
	if err != nil {
		return err
	}
	low, high := measure.BinomialInterval(sent, percent/100)
	got := hits[kind](arrivals, sent)
	share := float64(got) / float64(sent)
	b.add(result{
		What: kind + ", " + direction, Kind: kind, Direction: direction,
		Figures:  map[string]float64{"askedPercent": percent, "packets": float64(sent), "hit": float64(got), "low": low, "high": high},
		Asked:    fmt.Sprintf("%g %%", percent),
		Measured: fmt.Sprintf("%d of %d (%.3f %%)", got, sent, share*100),
		Target:   fmt.Sprintf("99 %% interval %.0f–%.0f", low, high), Value: share,
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

func missing(arrivals []lab.Arrival, sent int) int { return sent - distinct(arrivals) }

// overtaken counts packets that came after one sent later.
func overtaken(arrivals []lab.Arrival, _ int) (n int) {
	newest := -1
	for _, a := range arrivals {
		if a.Sequence < newest {
			n++
		}
		newest = max(newest, a.Sequence)
	}
	return n
}
