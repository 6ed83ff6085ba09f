package test

import (
	"fmt"
	"math"
	"testing"

	"dsp/shaper/internal/lab"
)

// Bytes of IP and transport headers per full packet, as iperf3 counts payload
// and the rate counts IP packets.
const (
	tcpOverhead = 1500.0 / 1448 // time stamps on
	udpOverhead = (1400.0 + 28) / 1400
)

func TestBandwidth(t *testing.T) {
	l := newLab(t, "iperf3")
	r := start(t, l)
	for _, direction := range []string{"ingress", "egress"} {
		for _, kbps := range []float64{1000, 20_000} {
			must[map[string]any](t)(r.Set(lab.Program(rule("bandwidth", fmt.Sprintf(`{"rateKbps":%g}`, kbps), direction))))
			from, to := l.Peer, l.Node
			if direction == "egress" {
				from, to = to, from
			}
			offered := fmt.Sprintf("%dk", int(kbps*1.5))
			udp := must[lab.Throughput](t)(lab.Iperf(from, to, 5, "--udp", "--length", "1400", "--bitrate", offered))
			expectRate(t, "UDP "+direction, udp.BitsPerSecond*udpOverhead, kbps*1000)
			tcp := must[lab.Throughput](t)(lab.Iperf(from, to, 5, "--omit", "1"))
			expectRate(t, "TCP "+direction, tcp.BitsPerSecond*tcpOverhead, kbps*1000)
		}
	}
}

func expectRate(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got/want-1) > 0.05 {
		t.Errorf("%s: %.0f bit/s, want %.0f", what, got, want)
	}
}
