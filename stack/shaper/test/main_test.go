// Package test tries the shaper on this machine's kernel, between network
// namespaces of its own, and measures with ping, iperf3 and UDP packets: never
// with the shaper's own counters. Without root it skips and says so.
package test

import (
	"fmt"
	"os"
	"testing"

	"dsp/shaper/internal/lab"
)

var binary string // path of the shaper under test

// ingressWay is how the shaper under test takes ingress packets; "" leaves it the choice.
var ingressWay string

// families are the host's addresses at which ingress can be faulted: without NFQUEUE, IPv4 alone.
func families(h lab.Host) []string {
	if ingressWay == "reentry" {
		return []string{h.IPv4}
	}
	return []string{h.IPv4, h.IPv6}
}

func TestMain(m *testing.M) {
	code := 1
	defer func() { os.Exit(code) }()
	if lab.Missing() == "" {
		directory, err := os.MkdirTemp("", "dsp-shaper-test-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		defer os.RemoveAll(directory)
		if binary, err = lab.BuildShaper(directory); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
	}
	code = m.Run()
}

// newLab makes a lab that is removed with the test, or skips.
func newLab(t *testing.T, tools ...string) *lab.Lab {
	t.Helper()
	if testing.Short() {
		t.Skip("real network namespaces take too long for -short")
	}
	if reason := lab.Missing(tools...); reason != "" {
		t.Skip(reason)
	}
	l, err := lab.New(binary)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	l.Ingress = ingressWay
	return l
}

// start runs a shaper on the node for as long as the test.
func start(t *testing.T, l *lab.Lab, rules ...string) *lab.Running {
	t.Helper()
	r, err := l.Start(lab.Program(rules...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Kill() })
	return r
}

// rule writes a rule with the id f that lasts a minute.
func rule(kind, params, direction string, more ...string) string {
	text := fmt.Sprintf(`{"id":"f","kind":%q,"params":%s,"direction":%q,"deadline":60`, kind, params, direction)
	for _, m := range more {
		text += "," + m
	}
	return text + "}"
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
