package effects

import (
	"math"
	"math/bits"
	"slices"
	"testing"
	"time"

	"dsp/shaper/internal/measure"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

func ptr(v float64) *float64 { return &v }

func rule(kind program.Kind, params program.Params) program.Rule {
	return program.Rule{ID: "f", Kind: kind, Params: params, Direction: program.Both, Seed: 42}
}

// outcomes runs n packets of 1000 bytes, one every interval, through a rule.
func outcomes(r program.Rule, n int, interval time.Duration) (list []Outcome, fates []Fate) {
	effect := New(r, program.Egress)
	for i := range n {
		p := &packet.Packet{Length: 1000, ArrivedNs: int64(i) * int64(interval)}
		fate := Fate{DueNs: p.ArrivedNs}
		list = append(list, effect.Apply(p, &fate))
		fates = append(fates, fate)
	}
	return list, fates
}

func count(list []Outcome, what Outcome) (n int) {
	for _, o := range list {
		if o == what {
			n++
		}
	}
	return n
}

func expectShare(t *testing.T, got, n int, probability float64) {
	t.Helper()
	if low, high := measure.BinomialInterval(n, probability); float64(got) < low || float64(got) > high {
		t.Errorf("%d of %d is outside the 99 %% interval %.0f–%.0f of %g", got, n, low, high, probability)
	}
}

func TestSharesAreExact(t *testing.T) {
	for _, percent := range []float64{0, 0.1, 1, 10, 50, 100} {
		const n = 20_000
		lost, _ := outcomes(rule(program.Loss, &program.LossParams{Percent: &percent}), n, 0)
		expectShare(t, count(lost, Dropped), n, percent/100)
		doubled, _ := outcomes(rule(program.Duplicate, &program.DuplicateParams{Percent: percent}), n, 0)
		expectShare(t, count(doubled, Duplicated), n, percent/100)
		held, _ := outcomes(rule(program.Reorder, &program.ReorderParams{Percent: percent, DelayMs: 1}), n, 0)
		expectShare(t, count(held, Reordered), n, percent/100)
	}
}

func TestCorrelatedLossKeepsShareAndCorrelation(t *testing.T) {
	const n = 400_000
	list, _ := outcomes(rule(program.Loss, &program.LossParams{Percent: ptr(10), CorrelationPercent: 50}), n, 0)
	share := float64(count(list, Dropped)) / n
	both := 0
	for i := 1; i < n; i++ {
		if list[i] == Dropped && list[i-1] == Dropped {
			both++
		}
	}
	correlation := (float64(both)/n - share*share) / (share * (1 - share))
	if math.Abs(share-0.1) > 0.003 || math.Abs(correlation-0.5) > 0.02 {
		t.Errorf("share %.4f, correlation %.3f; want 0.1 and 0.5", share, correlation)
	}
}

func TestGilbertElliottLosesInBursts(t *testing.T) {
	const n = 400_000
	list, _ := outcomes(rule(program.Loss, &program.LossParams{PPercent: ptr(2), RPercent: ptr(25)}), n, 0)
	share := float64(count(list, Dropped)) / n
	bursts := 0
	for i := 1; i < n; i++ {
		if list[i] == Dropped && list[i-1] != Dropped {
			bursts++
		}
	}
	length := share * n / float64(bursts)
	if math.Abs(share-2.0/27) > 0.003 || math.Abs(length-4) > 0.2 {
		t.Errorf("share %.4f, mean burst %.2f; want %.4f and 4", share, length, 2.0/27)
	}
}

func TestJitterHasTheShapeAsked(t *testing.T) {
	const n, delay, jitter = 20_000, 100.0, 20.0
	cases := []struct {
		shape        program.Distribution
		deviation    float64
		distribution func(float64) float64 // nil: no closed form
	}{
		{program.Uniform, jitter / math.Sqrt(3), measure.UniformDistribution(delay-jitter, delay+jitter)},
		{program.Normal, jitter, measure.NormalDistribution(delay, jitter)},
		{program.Pareto, jitter, nil},
		{program.ParetoNormal, jitter, nil},
	}
	for _, c := range cases {
		for _, correlation := range []float64{0, 30} {
			params := &program.LatencyParams{DelayMs: delay, JitterMs: jitter, Distribution: c.shape, CorrelationPercent: correlation}
			_, fates := outcomes(rule(program.Latency, params), n, 0)
			var ms []float64
			for _, f := range fates {
				ms = append(ms, float64(f.DueNs)/1e6)
			}
			if mean := measure.Mean(ms); math.Abs(mean-delay) > 1 {
				t.Errorf("%s: mean %.2f ms, want %g", c.shape, mean, delay)
			}
			if deviation := measure.Deviation(ms); math.Abs(deviation/c.deviation-1) > 0.05 {
				t.Errorf("%s: deviation %.2f ms, want %.2f", c.shape, deviation, c.deviation)
			}
			if c.distribution == nil || correlation > 0 { // the test's limit is for independent values
				continue
			}
			if distance, critical := measure.KolmogorovSmirnov(ms, c.distribution); distance > critical {
				t.Errorf("%s: Kolmogorov–Smirnov distance %.4f above %.4f", c.shape, distance, critical)
			}
		}
	}
}

func TestCorrelationOfJitter(t *testing.T) {
	source := newCorrelated(newRandom(7, program.Egress), 60)
	const n = 100_000
	var product float64
	last := source.next()
	for range n {
		next := source.next()
		product += (last - 0.5) * (next - 0.5)
		last = next
	}
	// For a Gaussian copula the correlation of the uniforms is 6/π·asin(ρ/2).
	want := 6 / math.Pi * math.Asin(0.6/2)
	if got := product / n * 12; math.Abs(got-want) > 0.02 {
		t.Errorf("lag-1 correlation %.3f, want %.3f", got, want)
	}
}

func TestBandwidthPacesToTheRate(t *testing.T) {
	// 1000 bytes every 1 ms are 8 Mbit/s offered to 1 Mbit/s: 8 ms of link time each.
	params := &program.BandwidthParams{RateKbps: 1000, QueueKb: 50}
	list, fates := outcomes(rule(program.Bandwidth, params), 10_000, time.Millisecond)
	passed, last := 0, int64(0)
	for i, o := range list {
		if o == Overflowed {
			continue
		}
		if fates[i].DueNs-last < 8e6 {
			t.Fatalf("packet %d leaves %d ns after the one before", i, fates[i].DueNs-last)
		}
		last = fates[i].DueNs
		passed++
		if wait := fates[i].DueNs - int64(i)*1e6; wait > 50*1024*8000+16e6 {
			t.Fatalf("packet %d waits %d ms, more than the queue holds", i, wait/1e6)
		}
	}
	if seconds := float64(last) / 1e9; math.Abs(float64(passed)*8000/seconds/1e6-1) > 0.01 {
		t.Errorf("%d packets in %.2f s are not 1 Mbit/s", passed, seconds)
	}
}

func TestBandwidthBurstPassesAtOnce(t *testing.T) {
	params := &program.BandwidthParams{RateKbps: 100, BurstKb: 10}
	list, _ := outcomes(rule(program.Bandwidth, params), 20, 0)
	if at := count(list, Untouched); at != 10 {
		t.Errorf("%d packets of 1000 bytes passed at once, want 10 of a burst of 10 kb", at)
	}
}

func TestSameSeedSameDecisions(t *testing.T) {
	r := rule(program.Loss, &program.LossParams{Percent: ptr(30)})
	first, _ := outcomes(r, 1000, 0)
	second, _ := outcomes(r, 1000, 0)
	r.Seed = 43
	other, _ := outcomes(r, 1000, 0)
	same := 0
	for i := range first {
		if first[i] != second[i] {
			t.Fatalf("packet %d: the same seed decided otherwise", i)
		}
		if first[i] == other[i] {
			same++
		}
	}
	if same > 900 {
		t.Errorf("another seed decided the same on %d of 1000", same)
	}
}

func TestCorruptFlipsOneBitOfThePayload(t *testing.T) {
	effect := New(rule(program.Corrupt, &program.CorruptParams{Percent: 100}), program.Egress)
	const headers = 20 + 8
	for range 500 {
		before := make([]byte, headers+16)
		before[0], before[9] = 0x45, packet.UDP
		p := &packet.Packet{Data: slices.Clone(before), Length: len(before)}
		p.Header, _ = packet.ParseHeader(p.Data)
		fate := Fate{}
		if effect.Apply(p, &fate) != Corrupted || !fate.Altered {
			t.Fatal("not corrupted")
		}
		flipped := 0
		for i := range before {
			flipped += bits.OnesCount8(before[i] ^ p.Data[i])
		}
		if flipped != 1 || !slices.Equal(before[:headers], p.Data[:headers]) {
			t.Fatalf("%d bits flipped, headers %v", flipped, p.Data[:headers])
		}
	}
}

func TestCorruptLeavesWhatItDoesNotHaveWhole(t *testing.T) {
	effect := New(rule(program.Corrupt, &program.CorruptParams{Percent: 100}), program.Ingress)
	p := &packet.Packet{Data: make([]byte, 128), Length: 1500, Header: packet.Header{TransportOffset: 20, Protocol: packet.TCP}}
	if effect.Apply(p, &Fate{}) != Untouched {
		t.Error("a packet of which only the headers are here was altered")
	}
}
