package main

import (
	"errors"
	"fmt"
	"math"
	"time"

	"dsp/shaper/internal/lab"
)

// measureBandwidth offers more than the rate with iperf3 for 14 s and counts,
// in the receiver's kernel, the bytes of IP packets that arrive in 10 s of it.
func measureBandwidth(b *bench) error {
	// A counter sees a large segment as one packet with one header; a link does not.
	if err := b.lab.SegmentsOf(1); err != nil {
		return err
	}
	defer func() { _ = b.lab.SegmentsOf(65_535) }()
	for _, direction := range b.points.directions {
		for _, kbps := range b.points.ratesKbps {
			if err := b.set("bandwidth", fmt.Sprintf(`{"rateKbps":%g}`, kbps), direction); err != nil {
				return err
			}
			udp := []string{"--udp", "--length", "1400", "--bitrate", fmt.Sprintf("%.0fk", kbps*1.3)}
			for _, offer := range [][]string{udp, nil} {
				protocol := "tcp"
				if offer != nil {
					protocol = "udp"
				}
				rate, err := b.receivedRate(direction, protocol, offer)
				if err != nil {
					return err
				}
				b.add(judgeRate(protocol, direction, kbps, rate))
			}
		}
	}
	return b.clear()
}

func (b *bench) receivedRate(direction, protocol string, offer []string) (float64, error) {
	from, to := b.ends(direction)
	finished := make(chan error, 1)
	go func() {
		_, err := lab.Iperf(from, to, 14, offer...)
		finished <- err
	}()
	rate, err := to.ReceivedRate(protocol, 3*time.Second, 10*time.Second)
	return rate, errors.Join(err, <-finished)
}

func judgeRate(protocol, direction string, kbps, bitsPerSecond float64) result {
	off := bitsPerSecond/(kbps*1000) - 1
	return result{
		What: "bandwidth, " + protocol + ", " + direction, Kind: "bandwidth", Direction: direction,
		Figures:  map[string]float64{"askedKbps": kbps, "offShare": off},
		Asked:    fmt.Sprintf("%g kbit/s of IP", kbps),
		Measured: fmt.Sprintf("%.1f kbit/s (%+.2f %%)", bitsPerSecond/1000, 100*off),
		Target:   "±3 %", Value: off, Met: math.Abs(off) <= 0.03,
	}
}

// measureThroughput sends one TCP stream through the shaper as fast as it goes.
func measureThroughput(b *bench) error {
	targets := map[string]map[float64]float64{ // Gbit/s
		"ingress": {0: 4, 1: 2.5, 20: 1},
		"egress":  {0: 1.5, 1: 1.5, 20: 1},
	}
	free, err := lab.Iperf(b.lab.Peer, b.lab.Node, 5)
	if err != nil {
		return err
	}
	b.add(result{
		What: "one TCP stream, no fault", Figures: map[string]float64{"gbps": free.BitsPerSecond / 1e9}, Asked: "-", Target: "-", Met: true,
		Measured: fmt.Sprintf("%.2f Gbit/s", free.BitsPerSecond/1e9), Value: free.BitsPerSecond,
	})
	for _, direction := range b.points.directions {
		for _, delay := range []float64{0, 1, 20} {
			if err := b.set("latency", fmt.Sprintf(`{"delayMs":%g}`, delay), direction); err != nil {
				return err
			}
			from, to := b.ends(direction)
			got, err := lab.Iperf(from, to, 5)
			if err != nil {
				return err
			}
			target := targets[direction][delay]
			b.add(result{
				What: "one TCP stream, " + direction, Kind: "latency", Direction: direction,
				Figures:  map[string]float64{"askedMs": delay, "gbps": got.BitsPerSecond / 1e9, "targetGbps": target},
				Asked:    fmt.Sprintf("latency %g ms", delay),
				Measured: fmt.Sprintf("%.2f Gbit/s", got.BitsPerSecond/1e9), Value: got.BitsPerSecond,
				Target: fmt.Sprintf("at least %g Gbit/s", target), Met: got.BitsPerSecond >= target*1e9,
			})
		}
	}
	return b.clear()
}
