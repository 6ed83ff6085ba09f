// Package stress runs workers inside a node's cgroup and says what the kernel
// shows of them.
//
// The first process stays where the engine has put it, so that the engine can
// always reach it. Its workers move into the node's cgroup. They die with it
// (the kernel sends them SIGKILL when their parent is gone), with the node
// (they live in its process namespace), and at their deadline.
package stress

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"dsp/stressor/internal/cgroup"
)

// Options say what to do to a node.
type Options struct {
	Kind    string
	Node    string
	Until   time.Time
	Workers int
	// Megabytes to hold in memory, of 1024 * 1024 bytes.
	Megabytes int64
	// Beyond makes the memory grow until the kernel ends the node.
	Beyond bool
}

// Status is the answer to every line on standard input.
type Status struct {
	Cgroup string `json:"cgroup"`
	// Workers are the processes that were started.
	Workers []int `json:"workers"`
	// Listed are those of them that the kernel lists in the node's cgroup.
	Listed        []int `json:"listed"`
	HeldBytes     int64 `json:"heldBytes"`
	UsedBytes     int64 `json:"usedBytes"`
	LimitBytes    int64 `json:"limitBytes"`
	AtBound       bool  `json:"atBound"`
	OutOfMemories int64 `json:"outOfMemories"`
}

func parseOptions(kind string, args []string) (Options, error) {
	options := Options{Kind: kind}
	flags := flag.NewFlagSet(kind, flag.ContinueOnError)
	flags.StringVar(&options.Node, "node", "", "id of the node's container")
	until := flags.String("until", "", "when to end, RFC 3339")
	flags.IntVar(&options.Workers, "workers", 1, "processes that compete")
	flags.Int64Var(&options.Megabytes, "megabytes", 0, "memory to hold")
	flags.BoolVar(&options.Beyond, "beyond", false, "grow until the kernel ends the node")
	if err := flags.Parse(args); err != nil {
		return options, err
	}
	deadline, err := time.Parse(time.RFC3339, *until)
	if err != nil {
		return options, fmt.Errorf("until: %w", err)
	}
	options.Until = deadline
	return options, nil
}

// Run starts the workers and answers questions until it is told to end, gets
// SIGTERM, or the deadline comes.
func Run(kind string, args []string) error {
	options, err := parseOptions(kind, args)
	if err != nil {
		return err
	}
	group, err := cgroup.OfNode(options.Node)
	if err != nil {
		return err
	}
	workers, err := startWorkers(options)
	if err != nil {
		return err
	}
	defer workers.stop()

	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	questions := readLines()
	answer := json.NewEncoder(os.Stdout)
	deadline := time.After(time.Until(options.Until))
	for {
		select {
		case question := <-questions:
			if question == "end" {
				workers.stop()
			}
			if err := answer.Encode(statusOf(group, workers)); err != nil {
				return err
			}
			if question == "end" {
				return nil
			}
		case err := <-workers.failed:
			return err
		case <-ended:
			return nil
		case <-deadline:
			return nil
		}
	}
}

func statusOf(group *cgroup.Group, workers *workers) Status {
	status := Status{Cgroup: group.Name, Workers: workers.ids(), Listed: []int{}}
	inGroup, _ := group.Processes()
	for _, id := range status.Workers {
		if slices.Contains(inGroup, id) {
			status.Listed = append(status.Listed, id)
		}
	}
	if memory, err := group.Memory(); err == nil {
		status.UsedBytes, status.LimitBytes, status.OutOfMemories = memory.Used, memory.Limit, memory.Kills
	}
	held := workers.held()
	status.HeldBytes, status.AtBound = held.Bytes, held.AtBound
	return status
}

func readLines() <-chan string {
	lines := make(chan string)
	go func() {
		scanner := bufio.NewScanner(os.Stdin)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	return lines
}
