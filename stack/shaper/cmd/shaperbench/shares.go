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
	for _, kind := range []string{"loss", "duplicate", "corrupt", "reorder"} {
		for _, direction := range []string{"ingress", "egress"} {
			for _, percent := range []float64{0.1, 1, 10, 50} {
				params := fmt.Sprintf(`{"percent":%g}`, percent)
				if kind == "reorder" {
					params = fmt.Sprintf(`{"percent":%g,"delayMs":10}`, percent)
				}
				if err := b.set(kind, params, direction, fmt.Sprintf(`"seed":%d`, time.Now().UnixNano()%1_000_000)); err != nil {
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
					What: kind + ", " + direction, Asked: fmt.Sprintf("%g %%", percent),
					Measured: fmt.Sprintf("%d of %d (%.3f %%)", got, shareCount, 100*float64(got)/shareCount),
					Target:   fmt.Sprintf("99 %% interval %.0f–%.0f", low, high), Value: float64(got) / shareCount,
					Met: float64(got) >= low && float64(got) <= high,
				})
			}
		}
	}
	return b.clear()
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
