package test

import (
	"testing"
	"time"

	"dsp/shaper/internal/lab"
	"dsp/shaper/internal/measure"
)

const shareCount = 20_000

// both are the two ways through the node.
func both(l *lab.Lab) map[string]lab.Stream {
	return map[string]lab.Stream{
		"ingress": {From: l.Peer, To: l.Node, Count: shareCount, Interval: 50 * time.Microsecond},
		"egress":  {From: l.Node, To: l.Peer, Count: shareCount, Interval: 50 * time.Microsecond},
	}
}

func expectShare(t *testing.T, got int, share float64) {
	t.Helper()
	if low, high := measure.BinomialInterval(shareCount, share); float64(got) < low || float64(got) > high {
		t.Errorf("%d of %d is outside the 99 %% interval %.0f–%.0f", got, shareCount, low, high)
	}
}

func TestLoss(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	for direction, stream := range both(l) {
		t.Run(direction, func(t *testing.T) {
			must[map[string]any](t)(r.Set(lab.Program(rule("loss", `{"percent":10}`, direction))))
			arrivals := must[[]lab.Arrival](t)(stream.Run())
			expectShare(t, shareCount-len(arrivals), 0.1)
		})
	}
}

func TestDuplicate(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	for direction, stream := range both(l) {
		for _, address := range families(stream.To) {
			stream.IPv6 = address == stream.To.IPv6
			t.Run(direction, func(t *testing.T) {
				must[map[string]any](t)(r.Set(lab.Program(rule("duplicate", `{"percent":5}`, direction))))
				arrivals := must[[]lab.Arrival](t)(stream.Run())
				seen := map[int]int{}
				for _, a := range arrivals {
					seen[a.Sequence]++
				}
				if len(seen) != shareCount {
					t.Errorf("%d of %d arrived at all", len(seen), shareCount)
				}
				expectShare(t, len(arrivals)-len(seen), 0.05)
			})
		}
	}
}

// Copies come in through the shaper's device, whose path no filter of the system may take for wrong.
func TestDuplicateAtIngressOnASystemWithStrictFilters(t *testing.T) {
	l := newLab(t)
	must[string](t)(l.Node.Run("sh", "-c", "cd /proc/sys/net/ipv4/conf && echo 1 > all/rp_filter && echo 2 > default/rp_filter"))
	start(t, l, rule("duplicate", `{"percent":100}`, "ingress"))
	s := lab.Stream{From: l.Peer, To: l.Node, Count: 100, Interval: time.Millisecond}
	if arrivals := must[[]lab.Arrival](t)(s.Run()); len(arrivals) != 200 {
		t.Errorf("%d arrivals of 100 packets, each sent twice", len(arrivals))
	}
}

// A corrupt packet has a wrong checksum, and the receiving stack drops it.
func TestCorrupt(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	for direction, stream := range both(l) {
		t.Run(direction, func(t *testing.T) {
			must[map[string]any](t)(r.Set(lab.Program(rule("corrupt", `{"percent":10}`, direction))))
			before := checksumErrors(t, stream.To)
			arrivals := must[[]lab.Arrival](t)(stream.Run())
			expectShare(t, shareCount-len(arrivals), 0.1)
			expectShare(t, checksumErrors(t, stream.To)-before, 0.1)
			for _, a := range arrivals {
				if !a.Intact {
					t.Fatalf("packet %d was delivered damaged", a.Sequence)
				}
			}
		})
	}
}

func TestReorder(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	for direction, stream := range both(l) {
		t.Run(direction, func(t *testing.T) {
			must[map[string]any](t)(r.Set(lab.Program(rule("reorder", `{"percent":5,"delayMs":10}`, direction))))
			arrivals := must[[]lab.Arrival](t)(stream.Run())
			late, newest := 0, -1
			for _, a := range arrivals {
				if a.Sequence < newest {
					late++
				}
				newest = max(newest, a.Sequence)
			}
			if len(arrivals) != shareCount {
				t.Errorf("%d of %d arrived", len(arrivals), shareCount)
			}
			expectShare(t, late, 0.05)
		})
	}
}
