package main

import (
	"fmt"
	"time"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

// measureIsolation pings over another link while one is slow and lossy and loaded.
func measureIsolation(b *bench) error {
	before, err := lab.Ping(b.lab.Other, b.lab.Node.IPv4, 300, 10*time.Millisecond)
	if err != nil {
		return err
	}
	shaper, ok := b.emulator.(*shaperEmulator)
	if !ok {
		return nil // a qdisc at the root is for all links
	}
	_, err = shaper.running.Set(lab.Program(
		`{"id":"slow","kind":"latency","params":{"delayMs":100},"direction":"both","peers":["10.77.0.12"],"deadline":600}`,
		`{"id":"lossy","kind":"loss","params":{"percent":20},"direction":"both","peers":["10.77.0.12"],"deadline":600}`,
	))
	if err != nil {
		return err
	}
	loaded := make(chan error, 1)
	go func() {
		_, err := lab.Stream{From: b.lab.Peer, To: b.lab.Node, Count: 10_000, Interval: 300 * time.Microsecond}.Run()
		loaded <- err
	}()
	during, err := lab.Ping(b.lab.Other, b.lab.Node.IPv4, 300, 10*time.Millisecond)
	if err != nil {
		return err
	}
	if err := <-loaded; err != nil {
		return err
	}
	medianBefore, median := measure.Quantile(milliseconds(before), 0.5), measure.Quantile(milliseconds(during), 0.5)
	b.add(result{
		What: "another link meanwhile", Asked: "untouched",
		Figures:  map[string]float64{"medianMs": median, "beforeMs": medianBefore, "answered": float64(len(during))},
		Measured: fmt.Sprintf("median %.3f ms (before %.3f), %d of 300", median, medianBefore, len(during)),
		Target:   "as before, none lost", Value: median - medianBefore,
		Met: median-medianBefore < 0.2 && len(during) == 300,
	})
	return b.clear()
}

// measureApply times a change of the running shaper as its client sees it, its own start included.
func measureApply(b *bench) error {
	var took []float64
	for i := range 40 {
		begin := time.Now()
		var err error
		if i%2 == 0 {
			err = b.set("latency", `{"delayMs":10}`, "both")
		} else {
			err = b.clear()
		}
		if err != nil {
			return err
		}
		took = append(took, float64(time.Since(begin))/1e6)
	}
	median := measure.Quantile(took, 0.5)
	b.add(result{
		What: "change of what is in force", Asked: "-", Figures: map[string]float64{"medianMs": median},
		Measured: fmt.Sprintf("median %.1f ms, client process included", median),
		Target:   "under 30 ms", Value: median, Met: median < 30,
	})
	return b.clear()
}
