// Command shaperbench measures how exact the shaper is on this machine, with
// ping, iperf3 and numbered UDP packets between network namespaces of its own;
// never with the shaper's own counters. It prints a table and, with -json,
// writes it as JSON. It needs root, iproute2, iputils-ping, iperf3 and nftables.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"dsp/shaper/internal/lab"
)

// sections is the table of what is measured.
var sections = []struct {
	name    string
	measure func(*bench) error
}{
	{"latency", measureLatency},
	{"jitter", measureJitter},
	{"share", measureShares},
	{"bandwidth", measureBandwidth},
	{"throughput", measureThroughput},
	{"isolation", measureIsolation},
	{"apply", measureApply},
}

func main() {
	jsonPath := flag.String("json", "", "write the results to this file as JSON")
	only := flag.String("only", "", "measure only these sections, separated by commas")
	binary := flag.String("shaper", "", "path of the shaper; built from source when not given")
	flag.Parse()
	if err := run(*jsonPath, *only, *binary); err != nil {
		fmt.Fprintln(os.Stderr, "shaperbench:", err)
		os.Exit(1)
	}
}

func run(jsonPath, only, binary string) error {
	if reason := lab.Missing("ping", "iperf3", "nft"); reason != "" {
		return fmt.Errorf("%s", reason)
	}
	if binary == "" {
		directory, err := os.MkdirTemp("", "shaperbench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(directory)
		if binary, err = lab.BuildShaper(directory); err != nil {
			return err
		}
	}
	l, err := lab.New(binary)
	if err != nil {
		return err
	}
	defer l.Close()
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-interrupted
		l.Close() // a namespace goes with its last process, the shaper in it at its deadline
		os.Exit(1)
	}()
	shaper, err := l.Start(lab.Program())
	if err != nil {
		return err
	}
	defer shaper.Stop()
	b := &bench{lab: l, shaper: shaper}
	printHeader()
	for _, s := range sections {
		if only != "" && !strings.Contains(","+only+",", ","+s.name+",") {
			continue
		}
		if err := s.measure(b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if jsonPath == "" {
		return nil
	}
	text, err := json.MarshalIndent(map[string]any{"conditions": conditions(), "results": b.results}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(jsonPath, append(text, '\n'), 0o644)
}
