package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

// measureLatency compares round trips from the peer with and without a delay.
func measureLatency(b *bench) error {
	const count = 300
	base, err := lab.Ping(b.lab.Peer, b.lab.Node.IPv4, count, 10*time.Millisecond)
	if err != nil {
		return err
	}
	baseMs, baseTail := measure.Quantile(milliseconds(base), 0.5), measure.Quantile(milliseconds(base), 0.99)
	b.add(result{
		What: "latency, no fault", Asked: "-", Target: "-", Value: baseMs, Met: true,
		Figures:  map[string]float64{"medianMs": baseMs, "p99Ms": baseTail},
		Measured: fmt.Sprintf("round trip %.3f ms, p99 %.3f ms", baseMs, baseTail),
	})
	for _, direction := range b.points.ways() {
		for _, delay := range b.points.delaysMs {
			if err := b.set("latency", fmt.Sprintf(`{"delayMs":%g}`, delay), direction); err != nil {
				return err
			}
			trips, err := lab.Ping(b.lab.Peer, b.lab.Node.IPv4, count, 10*time.Millisecond)
			if err != nil {
				return err
			}
			want := delay
			if direction == "both" {
				want *= 2
			}
			ms := milliseconds(trips)
			median, tail := measure.Quantile(ms, 0.5)-baseMs-want, measure.Quantile(ms, 0.99)-baseMs-want
			b.add(result{
				What: "latency, " + direction, Kind: "latency", Direction: direction,
				Figures:  map[string]float64{"askedMs": want, "medianOffMs": median, "p99OffMs": tail},
				Asked:    fmt.Sprintf("%g ms", delay),
				Measured: fmt.Sprintf("median %+.3f ms, p99 %+.3f ms", median, tail),
				Target:   "median ±1 ms, p99 ±2 ms", Value: tail,
				Met: math.Abs(median) <= 1 && math.Abs(tail) <= 2 && len(trips) == count,
			})
		}
	}
	return b.clear()
}

// measureJitter compares the delays added to 5,000 packets, one way, with the
// distribution asked. What the way takes without a fault (median) is taken off.
func measureJitter(b *bench) error {
	const delay, jitter = 30.0, 6.0
	shapes := []struct {
		name         string
		deviation    float64
		distribution func(float64) float64
	}{
		{"normal", jitter, measure.NormalDistribution(delay, jitter)},
		{"uniform", jitter / math.Sqrt(3), measure.UniformDistribution(delay-jitter, delay+jitter)},
		{"pareto", jitter, nil},
		{"paretonormal", jitter, nil},
	}
	for _, direction := range b.points.directions {
		from, to := b.ends(direction)
		// Many flows, so that keeping the order of each does not bend the shape.
		stream := lab.Stream{From: from, To: to, Count: 5000, Interval: b.points.jitterPause, Flows: 250}
		if err := b.clear(); err != nil {
			return err
		}
		unhindered, err := stream.Run()
		if err != nil {
			return err
		}
		way := measure.Quantile(delaysMs(unhindered), 0.5)
		for _, shape := range shapes {
			if !slices.Contains(b.points.shapes, shape.name) {
				continue
			}
			params := fmt.Sprintf(`{"delayMs":%g,"jitterMs":%g,"distribution":%q}`, delay, jitter, shape.name)
			if err := b.set("latency", params, direction); err != nil {
				return err
			}
			arrivals, err := stream.Run()
			if err != nil {
				return err
			}
			added := delaysMs(arrivals)
			for i := range added {
				added[i] -= way
			}
			b.add(judgeJitter(direction, shape.name, added, delay, shape.deviation, shape.distribution))
		}
	}
	return b.clear()
}

func delaysMs(arrivals []lab.Arrival) (ms []float64) {
	for _, a := range arrivals {
		ms = append(ms, float64(a.Delay)/1e6)
	}
	return ms
}

func judgeJitter(direction, name string, ms []float64, delay, deviation float64, distribution func(float64) float64) result {
	mean, spread := measure.Mean(ms)/delay-1, measure.Deviation(ms)/deviation-1
	r := result{
		What: "jitter, " + name + ", " + direction, Kind: "latency", Direction: direction,
		Figures:  map[string]float64{"meanOffShare": mean, "deviationOffShare": spread},
		Asked:    fmt.Sprintf("%g ms, deviation %.2f ms", delay, deviation),
		Measured: fmt.Sprintf("mean %+.2f %%, deviation %+.2f %%", 100*mean, 100*spread),
		Target:   "±5 %", Value: spread,
		Met: math.Abs(mean) <= 0.05 && math.Abs(spread) <= 0.05 && len(ms) == 5000,
	}
	if distribution != nil {
		distance, critical := measure.KolmogorovSmirnov(ms, distribution)
		r.Figures["distance"], r.Figures["critical"] = distance, critical
		r.Measured += fmt.Sprintf(", KS %.4f", distance)
		r.Target += fmt.Sprintf(", KS below %.4f", critical)
		r.Met = r.Met && distance < critical
	}
	return r
}
