package test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dsp/shaper/internal/lab"
)

func TestAFaultOnOneLinkLeavesTheOthersAlone(t *testing.T) {
	l := newLab(t, "ping")
	start(t, l,
		rule("latency", `{"delayMs":60}`, "both", `"peers":["`+strings.Join(families(l.Peer), `","`)+`"]`),
		`{"id":"g","kind":"loss","params":{"percent":30},"direction":"both","peers":["10.77.0.12/32"],"protocol":"udp","deadline":60}`,
	)
	if median := medianPing(t, l.Peer, l.Node.IPv4); median < 120 {
		t.Errorf("the faulted link: %.2f ms", median)
	}
	for _, to := range []string{l.Node.IPv4, l.Node.IPv6} {
		if median := medianPing(t, l.Other, to); median > 1 {
			t.Errorf("another link: %.2f ms", median)
		}
	}
	others := must[string](t)(l.Node.Run("ip", "route", "get", l.Other.IPv4))
	if strings.Contains(others, "dsp-shaper") {
		t.Errorf("another link goes through user space: %s", others)
	}
}

func TestProtocolAndPortsNarrowAFault(t *testing.T) {
	l := newLab(t, "ping")
	r := start(t, l)
	for _, direction := range []string{"ingress", "egress"} {
		must[map[string]any](t)(r.Set(lab.Program(rule("partition", `{}`, direction, `"protocol":"udp"`, `"ports":[9777]`))))
		for port, want := range map[int]int{9777: 0, 9778: 200} {
			s := lab.Stream{From: l.Peer, To: l.Node, Count: 200, Interval: time.Millisecond, Port: port}
			if direction == "egress" {
				s.From, s.To = s.To, s.From
			}
			if arrivals := must[[]lab.Arrival](t)(s.Run()); len(arrivals) != want {
				t.Errorf("%s, port %d: %d arrived, want %d", direction, port, len(arrivals), want)
			}
		}
		if median := medianPing(t, l.Peer, l.Node.IPv4); median > 2 {
			t.Errorf("ICMP was touched: %.2f ms", median)
		}
	}
}

func TestPartition(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	for _, mode := range []string{"drop", "reject"} {
		for _, direction := range []string{"ingress", "egress"} {
			must[map[string]any](t)(r.Set(lab.Program(rule("partition", fmt.Sprintf(`{"mode":%q}`, mode), direction))))
			from, to := l.Peer, l.Node
			if direction == "egress" {
				from, to = to, from
			}
			for _, address := range families(to) {
				err := connect(from, address)
				refused := err != nil && strings.Contains(err.Error(), "refused")
				if err == nil || refused != (mode == "reject") {
					t.Errorf("%s %s to %s: %v", mode, direction, address, err)
				}
				if err := sendUDPTwice(from, address); (err != nil) != (mode == "reject") {
					t.Errorf("%s %s: UDP to %s: %v", mode, direction, address, err)
				}
			}
		}
	}
}

func TestStrictReversePathFilterIsRelaxedAndRestored(t *testing.T) {
	l := newLab(t, "ping")
	const path = "/proc/sys/net/ipv4/conf/data0/rp_filter"
	must[string](t)(l.Node.Run("sh", "-c", "echo 1 > "+path))
	r := start(t, l, rule("latency", `{"delayMs":20}`, "egress"))
	if median := medianPing(t, l.Peer, l.Node.IPv4); median < 20 || median > 22 {
		t.Errorf("%.2f ms", median)
	}
	if _, err := r.Stop(); err != nil {
		t.Error(err)
	}
	if value := strings.TrimSpace(must[string](t)(l.Node.Run("cat", path))); value != "1" {
		t.Errorf("rp_filter is %s afterwards", value)
	}
}

// A neighbour that comes back with another link-layer address is found again,
// though packet sockets do not look it up themselves.
func TestPeerWithANewLinkAddressIsFound(t *testing.T) {
	l := newLab(t, "ping")
	// So that the kernel doubts its neighbours after a second, not half a minute.
	must[string](t)(l.Node.Run("sh", "-c", "cd /proc/sys/net/ipv4/neigh/data0 && echo 1000 > base_reachable_time_ms && echo 1 > delay_first_probe_time"))
	start(t, l, rule("latency", `{"delayMs":10}`, "egress"))
	medianPing(t, l.Node, l.Peer.IPv4)
	must[string](t)(l.Peer.Run("ip", "link", "set", "data0", "address", "02:00:00:00:77:77"))
	deadline := time.Now().Add(15 * time.Second)
	for {
		if trips, _ := lab.Ping(l.Node, l.Peer.IPv4, 1, time.Second); len(trips) == 1 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the peer was not found again in 15 s")
		}
	}
}
