// Command shaperbench measures how exact the shaper is on this machine, and
// with -against netem how exact the kernel's own emulator is, by the same
// means: ping, iperf3 and numbered UDP packets between network namespaces of
// its own; never with the shaper's own counters. It prints a table and, with
// -json, writes it as JSON. It needs root and iproute2; for some sections
// iputils-ping, iperf3 and nftables.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"dsp/shaper/internal/lab"
)

// sections is the table of what is measured, and with which tools of others.
var sections = []struct {
	name    string
	measure func(*bench) error
	tools   []string
}{
	{"latency", measureLatency, []string{"ping"}},
	{"jitter", measureJitter, nil},
	{"share", measureShares, nil},
	{"bandwidth", measureBandwidth, []string{"iperf3", "nft"}},
	{"throughput", measureThroughput, []string{"iperf3"}},
	{"isolation", measureIsolation, []string{"ping"}},
	{"apply", measureApply, nil},
}

// options are what the command line asks for.
type options struct {
	jsonPath, only, binary, against, ingress string
	points                                   points
}

func main() {
	var o options
	flag.StringVar(&o.jsonPath, "json", "", "write the results to this file as JSON")
	flag.StringVar(&o.only, "only", "", "measure only these sections, separated by commas")
	flag.StringVar(&o.binary, "shaper", "", "path of the shaper; built from source when not given")
	flag.StringVar(&o.against, "against", "shaper", "what is measured: shaper, or netem where the kernel has it")
	flag.StringVar(&o.ingress, "ingress", "auto", "how the shaper takes ingress packets: auto, nfqueue, or reentry (without NFQUEUE)")
	set := flag.String("points", "every", "how many points of each section: every, few, one")
	directions := flag.String("directions", "ingress,egress", "directions, as seen by the node, separated by commas")
	flag.Parse()
	var known bool
	if o.points, known = pointSets[*set]; !known {
		fmt.Fprintf(os.Stderr, "shaperbench: there are no points %q: every, few, one\n", *set)
		os.Exit(2)
	}
	o.points.directions = strings.Split(*directions, ",")
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "shaperbench:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if reason := lab.Missing(toolsOf(o.only)...); reason != "" {
		return errors.New(reason)
	}
	if o.binary == "" && o.against == "shaper" {
		directory, err := os.MkdirTemp("", "shaperbench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(directory)
		if o.binary, err = lab.BuildShaper(directory); err != nil {
			return err
		}
	}
	l, err := lab.New(o.binary)
	if err != nil {
		return err
	}
	defer l.Close()
	l.Ingress = o.ingress
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-interrupted
		l.Close() // a namespace goes with its last process, the shaper in it at its deadline
		os.Exit(1)
	}()
	e, err := newEmulator(o.against, l)
	if err != nil {
		return err
	}
	defer e.close()
	b := &bench{lab: l, emulator: e, points: o.points}
	if err := b.measure(o.only); err != nil || o.jsonPath == "" {
		return err
	}
	text, err := json.MarshalIndent(map[string]any{"conditions": b.conditions(), "results": b.results}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.jsonPath, append(text, '\n'), 0o644)
}

func (b *bench) measure(only string) error {
	printHeader()
	for _, s := range sections {
		if !isAsked(only, s.name) {
			continue
		}
		first := len(b.results)
		if err := s.measure(b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		for i := range b.results[first:] {
			b.results[first+i].Section = s.name
		}
	}
	return nil
}

func isAsked(only, section string) bool {
	return only == "" || strings.Contains(","+only+",", ","+section+",")
}

func toolsOf(only string) (tools []string) {
	for _, s := range sections {
		if isAsked(only, s.name) {
			tools = append(tools, s.tools...)
		}
	}
	return tools
}
