package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"dsp/shaper/internal/lab"
)

// netem is the kernel's own emulator. It works where packets leave: for what
// leaves the node at the node's device, for what reaches it at the port of the
// switch that leads there.
type netem struct{ outbound, inbound lab.Host }

// queueLength is more packets than any measurement has on the way at once.
const queueLength = "100000"

func newNetem(l *lab.Lab) (emulator, error) {
	e := &netem{outbound: l.Node, inbound: l.TowardsNode()}
	if err := e.put(e.outbound, "delay 0ms"); err != nil {
		return nil, fmt.Errorf("this kernel has no netem: %w", err)
	}
	return e, e.clear()
}

func (e *netem) name() string { return "netem" }

func (e *netem) set(f fault) error {
	words, err := netemWords(f)
	if err != nil {
		return err
	}
	if err := e.clear(); err != nil {
		return err
	}
	for _, port := range e.ports(f.direction) {
		if err := e.put(port, words); err != nil {
			return err
		}
	}
	return nil
}

func (e *netem) ports(direction string) []lab.Host {
	switch direction {
	case "ingress":
		return []lab.Host{e.inbound}
	case "egress":
		return []lab.Host{e.outbound}
	}
	return []lab.Host{e.inbound, e.outbound}
}

func (e *netem) put(at lab.Host, words string) error {
	command := "qdisc replace dev " + at.Device + " root netem limit " + queueLength + " " + words
	_, err := at.Run("tc", strings.Fields(command)...)
	return err
}

func (e *netem) clear() error {
	for _, port := range []lab.Host{e.inbound, e.outbound} {
		shown, err := port.Run("tc", "qdisc", "show", "dev", port.Device)
		if err != nil {
			return err
		}
		if !strings.Contains(shown, "netem") {
			continue
		}
		if _, err := port.Run("tc", "qdisc", "del", "dev", port.Device, "root"); err != nil {
			return err
		}
	}
	return nil
}

func (e *netem) close() { _ = e.clear() }

// netemWords says a fault in the words of tc.
func netemWords(f fault) (string, error) {
	var p struct {
		DelayMs, JitterMs, Percent, RateKbps float64
		Distribution                         string
	}
	if err := json.Unmarshal([]byte(f.params), &p); err != nil {
		return "", err
	}
	switch f.kind {
	case "latency":
		words := fmt.Sprintf("delay %gms %gms", p.DelayMs, p.JitterMs)
		if p.JitterMs > 0 && p.Distribution != "uniform" { // uniform is what netem does unasked
			words += " distribution " + p.Distribution
		}
		return words, nil
	case "loss", "duplicate", "corrupt":
		return fmt.Sprintf("%s %g%%", f.kind, p.Percent), nil
	case "reorder": // its share goes at once, ours is held back
		return fmt.Sprintf("delay %gms reorder %g%%", p.DelayMs, 100-p.Percent), nil
	case "bandwidth": // without the Ethernet header, which it counts if not told otherwise
		return fmt.Sprintf("rate %gkbit -14", p.RateKbps), nil
	}
	return "", fmt.Errorf("netem has no %s", f.kind)
}
