package test

import (
	"fmt"
	"testing"
	"time"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

func milliseconds(list []time.Duration) (ms []float64) {
	for _, d := range list {
		ms = append(ms, float64(d)/1e6)
	}
	return ms
}

// medianPing is the median round trip from the peer to the node.
func medianPing(t *testing.T, from lab.Host, to string) float64 {
	t.Helper()
	trips, err := lab.Ping(from, to, 40, 20*time.Millisecond)
	if err != nil || len(trips) != 40 {
		t.Fatalf("%d of 40 pings answered: %v", len(trips), err)
	}
	return measure.Quantile(milliseconds(trips), 0.5)
}

func TestAddedLatencyIsWhatWasAsked(t *testing.T) {
	l := newLab(t, "ping")
	before := medianPing(t, l.Peer, l.Node.IPv4)
	r := start(t, l)
	for _, direction := range []string{"ingress", "egress", "both"} {
		for _, delay := range []float64{5, 50} {
			must[map[string]any](t)(r.Set(lab.Program(rule("latency", fmt.Sprintf(`{"delayMs":%g}`, delay), direction))))
			want := delay
			if direction == "both" {
				want *= 2
			}
			for _, to := range families(l.Node) {
				if added := medianPing(t, l.Peer, to) - before; added < want-0.1 || added > want+1 {
					t.Errorf("%s %g ms to %s: added %.2f ms", direction, delay, to, added)
				}
			}
		}
	}
}

func TestConstantLatencyDoesNotReorder(t *testing.T) {
	l := newLab(t)
	start(t, l, rule("latency", `{"delayMs":30}`, "both"))
	for _, s := range []lab.Stream{{From: l.Peer, To: l.Node}, {From: l.Node, To: l.Peer}} {
		s.Count, s.Interval = 5000, 100*time.Microsecond
		expectInOrder(t, must[[]lab.Arrival](t)(s.Run()), 5000)
	}
}

func TestJitterKeepsTheOrderOfAFlowUnlessAsked(t *testing.T) {
	l := newLab(t)
	r := start(t, l, rule("latency", `{"delayMs":20,"jitterMs":15}`, "ingress"))
	s := lab.Stream{From: l.Peer, To: l.Node, Count: 2000, Interval: 200 * time.Microsecond}
	expectInOrder(t, must[[]lab.Arrival](t)(s.Run()), 2000)
	must[map[string]any](t)(r.Set(lab.Program(rule("latency", `{"delayMs":20,"jitterMs":15,"allowReorder":true}`, "ingress"))))
	arrivals := must[[]lab.Arrival](t)(s.Run())
	if len(arrivals) != 2000 || inOrder(arrivals) {
		t.Errorf("%d arrivals, in order: %t", len(arrivals), inOrder(arrivals))
	}
}

func expectInOrder(t *testing.T, arrivals []lab.Arrival, count int) {
	t.Helper()
	if len(arrivals) != count || !inOrder(arrivals) {
		t.Errorf("%d of %d arrived, in order: %t", len(arrivals), count, inOrder(arrivals))
	}
}

// different counts the packets that arrived, each once.
func different(arrivals []lab.Arrival) int {
	seen := map[int]bool{}
	for _, a := range arrivals {
		seen[a.Sequence] = true
	}
	return len(seen)
}

// twiceAtMost bounds how many packets come twice when faults begin or end:
// without NFQUEUE the kernel and the shaper may both let in those of that moment.
func twiceAtMost() int {
	if ingressWay == "reentry" {
		return 10
	}
	return 0
}

func inOrder(arrivals []lab.Arrival) bool {
	for i := 1; i < len(arrivals); i++ {
		if arrivals[i].Sequence < arrivals[i-1].Sequence {
			return false
		}
	}
	return true
}
