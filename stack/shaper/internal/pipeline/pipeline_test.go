package pipeline

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

func parse(t *testing.T, rules ...string) program.Program {
	t.Helper()
	text := fmt.Sprintf(`{"interface":{"subnet":"10.0.0.0/24"},"rules":[%s]}`, strings.Join(rules, ","))
	p, err := program.Parse([]byte(text), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func tcp(src, dst string, srcPort, dstPort uint16) *packet.Packet {
	return &packet.Packet{Length: 1000, ArrivedNs: 1, Header: packet.Header{
		Src: netip.MustParseAddr(src), Dst: netip.MustParseAddr(dst),
		SrcPort: srcPort, DstPort: dstPort, HasPorts: true, Protocol: packet.TCP,
	}}
}

func TestRulesComposeInTheirFixedOrder(t *testing.T) {
	l := New(parse(t,
		`{"id":"late","kind":"latency","params":{"delayMs":10},"deadline":60}`,
		`{"id":"narrow","kind":"bandwidth","params":{"rateKbps":8000},"deadline":60}`,
		`{"id":"twice","kind":"duplicate","params":{"percent":100},"deadline":60}`,
	), program.Egress, nil)
	fate, outcome := l.Apply(tcp("10.0.0.1", "10.0.0.2", 1, 2))
	// Two copies of 1000 bytes at 8 Mbit/s take 2 ms, then the wire 10 ms.
	if outcome != effects.Untouched || fate.Copies != 1 || fate.DueNs != 1+12e6 {
		t.Errorf("%v %+v", outcome, fate)
	}
}

func TestALostPacketMeetsNoFurtherRule(t *testing.T) {
	l := New(parse(t,
		`{"id":"late","kind":"latency","params":{"delayMs":10},"deadline":60}`,
		`{"id":"gone","kind":"loss","params":{"percent":100},"deadline":60}`,
	), program.Egress, nil)
	if _, outcome := l.Apply(tcp("10.0.0.1", "10.0.0.2", 1, 2)); outcome != effects.Dropped {
		t.Error("not dropped")
	}
	if c := l.Counters(); c["gone"].Dropped != 1 || c["late"].Packets != 0 {
		t.Errorf("%+v", c)
	}
}

func TestMatch(t *testing.T) {
	cut := `{"id":"cut","kind":"partition","direction":"both","deadline":60,%s}`
	cases := []struct {
		narrow    string
		direction program.Direction
		p         *packet.Packet
		hit       bool
	}{
		{`"peers":["10.0.0.2"]`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 1, 2), true},
		{`"peers":["10.0.0.2"]`, program.Ingress, tcp("10.0.0.1", "10.0.0.2", 1, 2), false},
		{`"peers":["10.0.0.2"]`, program.Ingress, tcp("10.0.0.2", "10.0.0.1", 1, 2), true},
		{`"peers":["10.0.0.0/30"]`, program.Egress, tcp("10.0.0.1", "10.0.0.5", 1, 2), false},
		{`"peers":["fd00::/16"]`, program.Egress, tcp("fd00::1", "fd00::2", 1, 2), true},
		{`"ports":[80]`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 1, 80), true},
		{`"ports":[80]`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 80, 1), true},
		{`"ports":[80]`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 8080, 1), false},
		{`"protocol":"udp"`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 1, 2), false},
		{`"protocol":"tcp"`, program.Egress, tcp("10.0.0.1", "10.0.0.2", 1, 2), true},
	}
	for _, c := range cases {
		l := New(parse(t, fmt.Sprintf(cut, c.narrow)), c.direction, nil)
		if _, outcome := l.Apply(c.p); outcome.IsFinal() != c.hit {
			t.Errorf("%s %s %v: hit %t", c.direction, c.narrow, c.p.Header, !c.hit)
		}
	}
}

func TestSettingAgainKeepsTheSequenceAndTheCounters(t *testing.T) {
	rule := `{"id":"a","kind":"loss","params":{"percent":50},"seed":9,"deadline":%d}`
	decide := func(l *Pipeline, n int) (list []effects.Outcome) {
		for range n {
			_, o := l.Apply(tcp("10.0.0.1", "10.0.0.2", 1, 2))
			list = append(list, o)
		}
		return list
	}
	whole := decide(New(parse(t, fmt.Sprintf(rule, 60)), program.Egress, nil), 200)
	first := New(parse(t, fmt.Sprintf(rule, 60)), program.Egress, nil)
	parts := decide(first, 100)
	second := New(parse(t, fmt.Sprintf(rule, 90), `{"id":"b","kind":"loss","params":{"percent":0},"deadline":9}`), program.Egress, first)
	parts = append(parts, decide(second, 100)...)
	for i := range whole {
		if whole[i] != parts[i] {
			t.Fatalf("decision %d changed when the program was set again", i)
		}
	}
	if got := second.Counters()["a"].Packets; got != 200 {
		t.Errorf("%d packets counted, want 200", got)
	}
}

func TestMaxHoldAddsUp(t *testing.T) {
	l := New(parse(t,
		`{"id":"a","kind":"latency","params":{"delayMs":10,"jitterMs":2},"deadline":60}`,
		`{"id":"b","kind":"reorder","params":{"percent":1,"delayMs":5},"deadline":60}`,
	), program.Egress, nil)
	if l.MaxHold() != 25*time.Millisecond {
		t.Errorf("%s", l.MaxHold())
	}
}
