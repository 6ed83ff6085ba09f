// Command stressor does the faults that need a process of their own beside a
// node: it competes for the node's processors, fills its memory, and keeps the
// promise that a fault ends though the platform does not come back.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"dsp/stressor/internal/keeper"
	"dsp/stressor/internal/network"
	"dsp/stressor/internal/stress"
)

const usage = `stressor VERB [FLAGS]

  cpu     keep processors busy inside a node's cgroup
  memory  hold memory inside a node's cgroup
  keep    undo a fault of the engine after its deadline, if nobody else has
  network find a node's interface by its address, and what emulates a network on it`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		report(err)
		os.Exit(1)
	}
}

func run(verb string, args []string) error {
	switch verb {
	case "cpu", "memory":
		return stress.Run(verb, args)
	case stress.WorkerVerb:
		return stress.Work(args)
	case "keep":
		return keeper.Run(args)
	case "network":
		return network.Run(args)
	}
	return fmt.Errorf("there is no verb %q", verb)
}

// report writes why it did not work, and what to do about it, as one line of
// JSON to standard output, where the platform looks for it.
func report(err error) {
	refusal := struct {
		Error  string `json:"error"`
		Remedy string `json:"remedy,omitempty"`
	}{Error: err.Error()}
	var remedied interface{ Remedy() string }
	if errors.As(err, &remedied) {
		refusal.Remedy = remedied.Remedy()
	}
	_ = json.NewEncoder(os.Stdout).Encode(refusal)
}
