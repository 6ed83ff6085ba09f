package test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/lab"
)

// expectNothingLeft checks, with the tools of others and with our own, that the node is as it was.
func expectNothingLeft(t *testing.T, l *lab.Lab, routesBefore string) {
	t.Helper()
	if routes := routesOf(t, l.Node); routes != routesBefore {
		t.Errorf("routes before:\n%s\nand after:\n%s", routesBefore, routes)
	}
	if queues := must[string](t)(l.Node.Run("cat", "/proc/net/netfilter/nfnetlink_queue")); queues != "" {
		t.Errorf("queue left: %s", queues)
	}
	out := must[string](t)(l.Node.Run(l.Shaper, "inspect"))
	var e kernel.Evidence
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatal(err)
	}
	if !e.IsClean() || len(e.Errors) > 0 {
		t.Errorf("left behind: %s", out)
	}
	if median := medianPing(t, l.Peer, l.Node.IPv4); median > 2 {
		t.Errorf("the fault is still felt: %.2f ms", median)
	}
}

func routesOf(t *testing.T, h lab.Host) string {
	t.Helper()
	return must[string](t)(h.Run("ip", "route")) + must[string](t)(h.Run("ip", "-6", "route"))
}

var everything = []string{
	`{"id":"slow","kind":"latency","params":{"delayMs":40},"direction":"both","deadline":60}`,
	`{"id":"cut","kind":"partition","params":{"mode":"reject"},"direction":"both","peers":["10.77.0.13"],"deadline":60}`,
	`{"id":"twice","kind":"duplicate","params":{"percent":0},"direction":"both","deadline":60}`,
}

func TestSIGKILLFailsOpenWithNothingLeft(t *testing.T) {
	l := newLab(t, "ping")
	routes := routesOf(t, l.Node)
	r := start(t, l, everything...)
	if medianPing(t, l.Peer, l.Node.IPv4) < 80 {
		t.Error("the fault is not felt")
	}
	_ = r.Kill()
	expectNothingLeft(t, l, routes)
}

func TestSIGTERMDrainsAndEndsWithinASecond(t *testing.T) {
	l := newLab(t, "ping")
	routes := routesOf(t, l.Node)
	for _, direction := range []string{"ingress", "egress"} {
		r := start(t, l, rule("latency", `{"delayMs":1000}`, direction))
		stream := lab.Stream{From: l.Peer, To: l.Node, Count: 2000, Interval: 200 * time.Microsecond, Tail: 2 * time.Second}
		if direction == "egress" {
			stream.From, stream.To = stream.To, stream.From
		}
		took := make(chan time.Duration)
		go func() {
			time.Sleep(500 * time.Millisecond)
			d, err := r.Stop()
			if err != nil {
				t.Error(err)
			}
			took <- d
		}()
		arrivals := must[[]lab.Arrival](t)(stream.Run())
		if d := <-took; d > time.Second {
			t.Errorf("%s: ending took %s", direction, d)
		}
		if n := different(arrivals); n != 2000 || len(arrivals) > 2000+twiceAtMost() {
			t.Errorf("%s: %d of 2000 packets arrived, %d in all; those held were lost", direction, n, len(arrivals))
		}
		expectNothingLeft(t, l, routes)
	}
}

func TestRulesEndAtTheirDeadlineByThemselves(t *testing.T) {
	l := newLab(t, "ping")
	routes := routesOf(t, l.Node)
	program := lab.Program(
		`{"id":"short","kind":"latency","params":{"delayMs":30},"direction":"ingress","deadline":2}`,
		`{"id":"long","kind":"latency","params":{"delayMs":10},"direction":"egress","deadline":4.5}`,
	)
	begin := time.Now()
	r := must[*lab.Running](t)(l.Start(strings.Replace(program, `"lingerSeconds":60`, `"lingerSeconds":0`, 1)))
	t.Cleanup(func() { _ = r.Kill() })
	if median := medianPing(t, l.Peer, l.Node.IPv4); median < 40 {
		t.Errorf("both rules together: %.1f ms", median)
	}
	time.Sleep(time.Until(begin.Add(2500 * time.Millisecond)))
	if median := medianPing(t, l.Peer, l.Node.IPv4); median < 10 || median > 15 {
		t.Errorf("after the first deadline: %.1f ms", median)
	}
	if err := r.Wait(5 * time.Second); err != nil {
		t.Error(err)
	}
	if lived := time.Since(begin); lived > 6*time.Second {
		t.Errorf("the shaper lived %s", lived)
	}
	expectNothingLeft(t, l, routes)
}

func TestReconfiguringUnderLoadLosesNothing(t *testing.T) {
	l := newLab(t)
	r := start(t, l)
	programs := []string{
		lab.Program(),
		lab.Program(rule("latency", `{"delayMs":20}`, "both")),
		lab.Program(rule("latency", `{"delayMs":3,"jitterMs":2}`, "egress"), `{"id":"g","kind":"duplicate","params":{"percent":0},"direction":"ingress","deadline":60}`),
		lab.Program(rule("latency", `{"delayMs":50}`, "ingress", `"peers":["10.77.0.12"]`)),
		lab.Program(rule("bandwidth", `{"rateKbps":100000}`, "both")),
	}
	for _, stream := range []lab.Stream{{From: l.Peer, To: l.Node}, {From: l.Node, To: l.Peer}} {
		stream.Count, stream.Interval = 20_000, 200*time.Microsecond
		arrivals, changes := runThroughChanges(t, stream, r, programs)
		if len(arrivals) != stream.Count {
			t.Errorf("%d of %d arrived through %d changes", len(arrivals), stream.Count, changes)
		}
	}
}

// runThroughChanges sends a stream while the program of the shaper changes for four seconds.
func runThroughChanges(t *testing.T, stream lab.Stream, r *lab.Running, programs []string) (arrivals []lab.Arrival, changes int) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for begin := time.Now(); time.Since(begin) < 4*time.Second; changes++ {
			if _, err := r.Set(programs[changes%len(programs)]); err != nil {
				t.Error(err)
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	arrivals = must[[]lab.Arrival](t)(stream.Run())
	<-done
	return arrivals, changes
}

func TestSecondShaperIsRefused(t *testing.T) {
	l := newLab(t)
	start(t, l, everything...)
	for _, direction := range []string{"ingress", "egress"} {
		cmd := l.Node.Command(l.Shaper, "run")
		cmd.Env = []string{"DSP_SHAPER_SOCKET=" + t.TempDir() + "/s", "DSP_SHAPER_INGRESS=" + ingressWay, "DSP_SHAPER_PROGRAM=" + lab.Program(rule("latency", `{"delayMs":1}`, direction))}
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "another shaper") {
			t.Errorf("%s: %v %s", direction, err, out)
		}
	}
}

func TestCleanRemovesWhatAnOldKernelLeaves(t *testing.T) {
	l := newLab(t, "nft", "ping")
	routes := routesOf(t, l.Node)
	for _, command := range []string{
		"nft add table ip dsp-shaper",
		"nft add chain ip dsp-shaper ingress { type filter hook input priority mangle; }",
		"nft add rule ip dsp-shaper ingress counter drop",
		"ip route add 10.77.0.12/32 dev data0 proto 222",
	} {
		fields := strings.Fields(command)
		must[string](t)(l.Node.Run(fields[0], fields[1:]...))
	}
	out := must[string](t)(l.Node.Run(l.Shaper, "clean"))
	var report struct {
		Removed []string
		Clean   bool
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	want := []string{"nftables table ip dsp-shaper", "route 10.77.0.12/32"}
	if !slices.Equal(report.Removed, want) || !report.Clean {
		t.Errorf("removed %q, clean %t", report.Removed, report.Clean)
	}
	expectNothingLeft(t, l, routes)
}

// Where the kernel tracks connections, as in every container on a network with
// names, the packets that follow the first of a flow while it is held arrive too.
func TestTheFirstPacketsOfATrackedFlowArrive(t *testing.T) {
	l := newLab(t, "nft", "ping")
	must[string](t)(l.Node.Run("nft", "table ip t { chain c { type filter hook input priority 0; ct state new counter; }; }"))
	start(t, l, rule("latency", `{"delayMs":100}`, "both"))
	for range 5 { // a flow each, by ping's identifier
		if trips, err := lab.Ping(l.Peer, l.Node.IPv4, 20, 10*time.Millisecond); len(trips) != 20 {
			t.Errorf("%d of 20 pings answered: %v", len(trips), err)
		}
	}
	s := lab.Stream{From: l.Peer, To: l.Node, Count: 200, Interval: time.Millisecond}
	if arrivals := must[[]lab.Arrival](t)(s.Run()); len(arrivals) != s.Count {
		t.Errorf("%d of %d packets arrived", len(arrivals), s.Count)
	}
}
