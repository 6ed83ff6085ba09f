package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"dsp/shaper/internal/lab"
)

// bench is one run: what it measures, where, and what it found.
type bench struct {
	lab      *lab.Lab
	emulator emulator
	points   points
	results  []result
}

// result is one line of the table.
type result struct {
	What     string  `json:"what"`
	Asked    string  `json:"asked"`
	Measured string  `json:"measured"`
	Target   string  `json:"target"`
	Value    float64 `json:"value"` // the number that the target is about
	Met      bool    `json:"met"`

	Section   string             `json:"section"`
	Kind      string             `json:"kind"`      // of the fault; empty for what is measured without one
	Direction string             `json:"direction"` // empty likewise
	Figures   map[string]float64 `json:"figures"`   // all numbers, named with their unit
}

func (b *bench) add(r result) {
	b.results = append(b.results, r)
	mark := "ok"
	if !r.Met {
		mark = "MISSED"
	}
	fmt.Printf("| %-34s | %-26s | %-44s | %-28s | %s |\n", r.What, r.Asked, r.Measured, r.Target, mark)
}

func printHeader() {
	fmt.Printf("| %-34s | %-26s | %-44s | %-28s | |\n|---|---|---|---|---|\n", "what", "asked", "measured", "target")
}

// set puts one fault in force on the node, alone.
func (b *bench) set(kind, params, direction string) error {
	return b.emulator.set(fault{kind, params, direction})
}

// clear ends all faults.
func (b *bench) clear() error { return b.emulator.clear() }

// ends returns sender and receiver of traffic that passes the node in a direction.
func (b *bench) ends(direction string) (from, to lab.Host) {
	if direction == "egress" {
		return b.lab.Node, b.lab.Peer
	}
	return b.lab.Peer, b.lab.Node
}

// conditions are what a reader has to know to compare.
func (b *bench) conditions() map[string]any {
	release, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	load, _ := os.ReadFile("/proc/loadavg")
	return map[string]any{
		"kernel":     strings.TrimSpace(string(release)),
		"processors": runtime.NumCPU(),
		"load":       strings.TrimSpace(string(load)),
		"at":         time.Now().UTC().Format(time.RFC3339),
		"emulator":   b.emulator.name(),
		"ingress":    b.lab.Ingress,
		"topology":   "three namespaces on one bridge, veth, MTU 1500; faults on one of them",
	}
}

func milliseconds(list []time.Duration) (ms []float64) {
	for _, d := range list {
		ms = append(ms, float64(d)/1e6)
	}
	return ms
}
