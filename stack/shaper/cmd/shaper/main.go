// Command shaper puts network faults on the network namespace it runs in, in
// user space, and serves as the client of a shaper that runs. See README.md.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// command is one thing the binary does.
type command struct {
	name, summary string
	run           func(arguments []string) error
}

// commands is the table of all of them.
var commands = []command{
	{"run", "hold the program of this namespace until its deadline [--attach] [FILE]", runShaper},
	{"set", "replace the program of the running shaper [FILE|-]", set},
	{"get", "print the program in force", ask("get")},
	{"stats", "print the counters", ask("stats")},
	{"inspect", "print what the kernel shows of this namespace", inspect},
	{"clean", "remove everything of ours from this namespace", clean},
	{"probe", "print which faults this kernel and container allow", probeKernel},
}

// commandLimit bounds every command but run: who waits for one must not hang.
const commandLimit = 15 * time.Second

func main() {
	arguments := os.Args[1:]
	if len(arguments) == 0 {
		arguments = []string{"run"}
	}
	for _, c := range commands {
		if c.name == arguments[0] {
			if c.name != "run" {
				time.AfterFunc(commandLimit, func() { exit(errors.New("no answer from the kernel or the shaper")) })
			}
			exit(c.run(arguments[1:]))
		}
	}
	usage()
	os.Exit(2)
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: shaper COMMAND")
	for _, c := range commands {
		fmt.Fprintf(os.Stderr, "  %-8s %s\n", c.name, c.summary)
	}
}

// exit ends the process: 0 done, 1 failed, 2 asked wrongly.
func exit(err error) {
	if err == nil {
		os.Exit(0)
	}
	fmt.Fprintln(os.Stderr, "shaper:", err)
	if errors.As(err, new(usageError)) {
		os.Exit(2)
	}
	os.Exit(1)
}

// usageError is a command line that makes no sense.
type usageError string

func (e usageError) Error() string { return string(e) }
