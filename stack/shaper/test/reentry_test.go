package test

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/lab"
)

// withoutQueue makes the shaper do as on a kernel without NFQUEUE, for as long as the test.
func withoutQueue(t *testing.T) {
	t.Helper()
	ingressWay = "reentry"
	t.Cleanup(func() { ingressWay = "" })
}

// What is true with the kernel's queue is true without.
func TestWithoutQueue(t *testing.T) {
	withoutQueue(t)
	for _, same := range []struct {
		name string
		test func(*testing.T)
	}{
		{"latency", TestAddedLatencyIsWhatWasAsked},
		{"order", TestConstantLatencyDoesNotReorder},
		{"jitter", TestJitterKeepsTheOrderOfAFlowUnlessAsked},
		{"loss", TestLoss},
		{"duplicate", TestDuplicate},
		{"corrupt", TestCorrupt},
		{"reorder", TestReorder},
		{"bandwidth", TestBandwidth},
		{"link", TestAFaultOnOneLinkLeavesTheOthersAlone},
		{"ports", TestProtocolAndPortsNarrowAFault},
		{"partition", TestPartition},
		{"filter", TestStrictReversePathFilterIsRelaxedAndRestored},
		{"drain", TestSIGTERMDrainsAndEndsWithinASecond},
		{"deadline", TestRulesEndAtTheirDeadlineByThemselves},
		{"tracked flows", TestTheFirstPacketsOfATrackedFlowArrive},
		{"second shaper", TestSecondShaperIsRefused},
	} {
		t.Run(same.name, same.test)
	}
}

// A killed shaper leaves the way free for the very next packet, whatever it did.
func TestWithoutQueueSIGKILLFailsOpen(t *testing.T) {
	withoutQueue(t)
	for name, fault := range map[string]string{
		"latency":   rule("latency", `{"delayMs":50}`, "ingress"),
		"all lost":  rule("loss", `{"percent":100}`, "ingress"),
		"both ways": rule("partition", `{"mode":"drop"}`, "both", `"peers":["10.77.0.12"]`),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t, "ping")
			routes := routesOf(t, l.Node)
			r := start(t, l, fault)
			if trips, _ := lab.Ping(l.Peer, l.Node.IPv4, 3, 100*time.Millisecond); len(trips) > 0 && trips[0] < 50*time.Millisecond {
				t.Errorf("the fault is not felt: %v", trips)
			}
			_ = r.Kill()
			trips, err := lab.Ping(l.Peer, l.Node.IPv4, 20, 20*time.Millisecond)
			if len(trips) != 20 {
				t.Errorf("%d of 20 pings answered after SIGKILL: %v", len(trips), err)
			}
			expectFilterLeft(t, l, routes)
		})
	}
}

// expectFilterLeft checks that of a killed shaper only the filter is left,
// that it says so, and that cleaning sets it back.
func expectFilterLeft(t *testing.T, l *lab.Lab, routes string) {
	t.Helper()
	left := inspect(t, l)
	if len(left.PathChecks) != 1 || left.PathChecks[0].Was != 0 || left.PathChecks[0].Reader || left.IsClean() {
		t.Errorf("path checks %+v, clean %t", left.PathChecks, left.IsClean())
	}
	out := must[string](t)(l.Node.Run(l.Shaper, "clean"))
	if !strings.Contains(out, "reverse path filter of data0, back to 0") {
		t.Errorf("clean says %s", out)
	}
	expectNothingLeft(t, l, routes)
	if filter := inspect(t, l).Filters["data0"]; filter != 0 {
		t.Errorf("rp_filter is %d after cleaning", filter)
	}
}

func inspect(t *testing.T, l *lab.Lab) kernel.Evidence {
	t.Helper()
	var e kernel.Evidence
	if err := json.Unmarshal([]byte(must[string](t)(l.Node.Run(l.Shaper, "inspect"))), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// The kernel shows all of it, and nothing when the rules are over.
func TestWithoutQueueTheKernelShowsEverything(t *testing.T) {
	withoutQueue(t)
	l := newLab(t, "ping")
	r := start(t, l, rule("latency", `{"delayMs":5}`, "ingress", `"peers":["10.77.0.12"]`))
	medianPing(t, l.Peer, l.Node.IPv4)
	e := inspect(t, l)
	if len(e.PathChecks) != 1 || !e.PathChecks[0].Strict || !e.PathChecks[0].Reader || e.Device == nil || len(e.Routes) != 1 || e.PathDropped < 40 {
		t.Errorf("%+v", e)
	}
	answer := must[map[string]any](t)(r.Set(lab.Program()))
	if answer["ingress"] != "reentry" {
		t.Errorf("%v", answer)
	}
	if e := inspect(t, l); len(e.PathChecks) != 0 || len(e.Routes) != 0 || e.Filters["data0"] != 0 {
		t.Errorf("after the last rule: %+v", e)
	}
}

// A UDP socket that is connected remembers ways, and must not pass the fault by for it.
func TestWithoutQueueConnectedSocketsFeelTheFault(t *testing.T) {
	withoutQueue(t)
	l := newLab(t)
	r := start(t, l)
	atNode := must[net.Conn](t)(dialUDP(l.Node, l.Peer))
	defer atNode.Close()
	atPeer := must[net.Conn](t)(dialUDP(l.Peer, l.Node))
	defer atPeer.Close()
	for _, delay := range []time.Duration{0, 30 * time.Millisecond, 0, 10 * time.Millisecond} {
		must[map[string]any](t)(r.Set(lab.Program(rule("latency", fmt.Sprintf(`{"delayMs":%d}`, delay.Milliseconds()), "ingress"))))
		for range 20 {
			begin := time.Now()
			must[int](t)(atPeer.Write([]byte("x")))
			must[int](t)(atNode.Read(make([]byte, 8)))
			if took := time.Since(begin); took < delay || took > delay+50*time.Millisecond {
				t.Fatalf("a packet took %s, asked were %s", took, delay)
			}
		}
	}
}

// The kernel answers no ARP question of a peer whose path it takes for wrong,
// so the shaper does; a fault must not make the peer lose sight of the node.
func TestWithoutQueueThePeerDoesNotLoseSightOfTheNode(t *testing.T) {
	withoutQueue(t)
	l := newLab(t, "ping")
	must[string](t)(l.Peer.Run("sh", "-c", "cd /proc/sys/net/ipv4/neigh/data0 && echo 500 > base_reachable_time_ms && echo 1 > delay_first_probe_time && echo 0 > locktime"))
	start(t, l, rule("latency", `{"delayMs":1}`, "ingress", `"peers":["10.77.0.12"]`))
	trips, err := lab.Ping(l.Peer, l.Node.IPv4, 80, 100*time.Millisecond)
	if len(trips) != 80 {
		t.Errorf("%d of 80 pings answered in 8 s: %v", len(trips), err)
	}
	must[string](t)(l.Peer.Run("ip", "neigh", "flush", "all"))
	if trips, err := lab.Ping(l.Peer, l.Node.IPv4, 1, time.Second); len(trips) != 1 {
		t.Errorf("not found again: %v", err)
	}
}

// Datagrams larger than the link's packets come in fragments, which the
// kernel's connection tracking puts together before it checks their path.
func TestWithoutQueueFragmentsArrive(t *testing.T) {
	withoutQueue(t)
	l := newLab(t, "nft")
	for _, tracked := range []bool{false, true} {
		if tracked {
			must[string](t)(l.Node.Run("nft", "table ip t { chain c { type filter hook input priority 0; ct state new counter; }; }"))
		}
		r := start(t, l, rule("latency", `{"delayMs":5}`, "ingress", `"protocol":"udp"`, `"ports":[9777]`))
		s := lab.Stream{From: l.Peer, To: l.Node, Count: 500, Interval: time.Millisecond, Size: 4000}
		arrivals := must[[]lab.Arrival](t)(s.Run())
		if len(arrivals) != s.Count {
			t.Errorf("connection tracking %t: %d of %d arrived", tracked, len(arrivals), s.Count)
		}
		for _, a := range arrivals {
			if a.Delay < 5*time.Millisecond || !a.Intact {
				t.Fatalf("connection tracking %t: %+v", tracked, a)
			}
		}
		must[time.Duration](t)(r.Stop())
	}
}

// The filter of a system that sets it for all interfaces does not stop what enters again.
func TestWithoutQueueOnASystemWithStrictFilters(t *testing.T) {
	withoutQueue(t)
	l := newLab(t, "ping")
	must[string](t)(l.Node.Run("sh", "-c", "cd /proc/sys/net/ipv4/conf && echo 1 > all/rp_filter && echo 2 > default/rp_filter && echo 2 > data0/rp_filter"))
	r := start(t, l, rule("latency", `{"delayMs":20}`, "both"))
	if median := medianPing(t, l.Peer, l.Node.IPv4); median < 40 || median > 42 {
		t.Errorf("%.2f ms", median)
	}
	if _, err := r.Stop(); err != nil {
		t.Error(err)
	}
	if value := inspect(t, l).Filters["data0"]; value != 2 {
		t.Errorf("rp_filter is %d afterwards", value)
	}
}

func TestWithoutQueueWhatCannotBeDoneIsRefused(t *testing.T) {
	withoutQueue(t)
	l := newLab(t)
	r := start(t, l)
	six := lab.Program(rule("latency", `{"delayMs":5}`, "ingress", `"peers":["fd77::12"]`))
	if _, err := r.Set(six); err == nil || !strings.Contains(err.Error(), "IPv4 only") {
		t.Errorf("a peer of IPv6: %v", err)
	}
	answer := must[map[string]any](t)(r.Set(lab.Program(rule("latency", `{"delayMs":5}`, "ingress"))))
	if !strings.Contains(fmt.Sprint(answer["warnings"]), "IPv6") {
		t.Errorf("warnings: %v", answer["warnings"])
	}
	if _, err := r.Stop(); err != nil {
		t.Error(err)
	}
	must[string](t)(l.Node.Run("sh", "-c", "echo 2 > /proc/sys/net/ipv4/conf/all/rp_filter"))
	_, err := l.Start(lab.Program(rule("latency", `{"delayMs":5}`, "ingress")))
	if err == nil || !strings.Contains(err.Error(), "net.ipv4.conf.all.rp_filter") {
		t.Errorf("on a system that is loose everywhere: %v", err)
	}
}

// Changes lose nothing. A packet that comes at the very moment may be seen twice.
func TestWithoutQueueReconfiguringUnderLoadLosesNothing(t *testing.T) {
	withoutQueue(t)
	l := newLab(t)
	r := start(t, l)
	programs := []string{
		lab.Program(),
		lab.Program(rule("latency", `{"delayMs":20}`, "both")),
		lab.Program(rule("latency", `{"delayMs":3,"jitterMs":2}`, "egress"), `{"id":"g","kind":"duplicate","params":{"percent":0},"direction":"ingress","deadline":60}`),
		lab.Program(rule("latency", `{"delayMs":50}`, "ingress", `"peers":["10.77.0.12"]`)),
		lab.Program(rule("latency", `{"delayMs":5}`, "egress")),
	}
	for _, stream := range []lab.Stream{{From: l.Peer, To: l.Node}, {From: l.Node, To: l.Peer}} {
		stream.Count, stream.Interval = 20_000, 200*time.Microsecond
		arrivals, n := runThroughChanges(t, stream, r, programs)
		arrived := different(arrivals)
		t.Logf("%d changes, %d packets seen twice", n, len(arrivals)-arrived)
		if arrived != stream.Count || len(arrivals)-arrived > 5*n {
			t.Errorf("%d of %d arrived through %d changes, %d in all", arrived, stream.Count, n, len(arrivals))
		}
	}
}

// A path that is not the way back was no fault before the shaper, and is none meanwhile.
func TestWithoutQueueAsymmetricPathsStayOpen(t *testing.T) {
	withoutQueue(t)
	l := newLab(t, "ping")
	// The node's way to 10.99.0.5, which the peer owns, leads elsewhere.
	must[string](t)(l.Peer.Run("ip", "addr", "add", "10.99.0.5/32", "dev", "lo"))
	must[string](t)(l.Node.Run("sh", "-c", "ip tuntap add elsewhere mode tun && ip link set elsewhere up && ip route add 10.99.0.0/24 dev elsewhere"))
	start(t, l, rule("latency", `{"delayMs":5}`, "ingress", `"peers":["10.77.0.13"]`))
	before := echoes(t, l.Node)
	_, _ = l.Peer.Run("ping", "-n", "-c", "5", "-i", "0.05", "-W", "1", "-I", "10.99.0.5", l.Node.IPv4)
	if got := echoes(t, l.Node) - before; got != 5 {
		t.Errorf("%d of 5 echo requests arrived", got)
	}
}

// A broadcast is no traffic of a link: it is not held, and not lost.
func TestWithoutQueueBroadcastsAreHeard(t *testing.T) {
	withoutQueue(t)
	l := newLab(t)
	start(t, l, rule("loss", `{"percent":100}`, "ingress"))
	if heard := must[bool](t)(sendBroadcast(l.Peer, l.Node)); !heard {
		t.Error("not heard")
	}
}
