package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/control"
	"dsp/shaper/internal/priority"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/shaper"
)

// Environment of the run command.
const (
	envProgram = "DSP_SHAPER_PROGRAM" // the first program, as JSON
	envSocket  = "DSP_SHAPER_SOCKET"  // where to listen
)

// cleanUpLimit is how long taking everything out again may take. It takes milliseconds.
const cleanUpLimit = 900 * time.Millisecond

// runShaper holds faults until they are over, or until SIGTERM. With --attach
// it also answers requests on its standard streams, so that whoever is
// attached to the container need not start a process in it for each change.
func runShaper(arguments []string) error {
	signals, stop := signal.NotifyContext(context.Background(), unix.SIGTERM, unix.SIGINT)
	defer stop()
	tuneRuntime()
	if err := priority.RaiseProcess(); err != nil {
		slog.Info("delays will be later on a busy machine", "reason", err)
	}

	first, err := firstProgram(arguments)
	if err != nil {
		return err
	}
	listener, err := control.Listen(socketPath())
	if err != nil {
		return fmt.Errorf("listen for requests (a tmpfs on /run is needed): %w", err)
	}
	defer listener.Close()
	s := shaper.New()
	if first != nil {
		if _, err := s.Set(*first); err != nil {
			_ = s.Close()
			return err
		}
	}
	go control.Serve(listener, s)
	if slices.Contains(arguments, "--attach") {
		go control.ServeStream(os.Stdin, os.Stdout, s)
	}
	lived := s.Live(signals)
	slog.Info("ending", "signal", signals.Err() != nil, "error", lived)
	// Should anything hang, dying is the safe way out: the kernel then cleans up.
	time.AfterFunc(cleanUpLimit, func() {
		slog.Error("clean-up hangs; leaving it to the kernel")
		os.Exit(1)
	})
	if err := s.Close(); err != nil {
		slog.Error("clean-up was not complete", "error", err)
		if lived == nil {
			lived = err
		}
	}
	return lived
}

// tuneRuntime keeps Go's runtime out of the lanes' way. A lane that returns
// from a system call needs one of Go's processors: some to spare, and it never
// waits for one. And it allocates next to nothing, so collection can be rare.
func tuneRuntime() {
	runtime.GOMAXPROCS(runtime.NumCPU() + 4)
	debug.SetGCPercent(400)
}

// firstProgram reads the program from a file or the environment; none is not an error.
func firstProgram(arguments []string) (*program.Program, error) {
	text := []byte(os.Getenv(envProgram))
	for _, a := range arguments {
		if a == "--attach" {
			continue
		}
		var err error
		if text, err = os.ReadFile(a); err != nil {
			return nil, err
		}
	}
	if len(text) == 0 {
		return nil, nil
	}
	p, err := program.Parse(text, time.Now())
	if err != nil {
		return nil, fmt.Errorf("program: %w", err)
	}
	return &p, nil
}

func socketPath() string {
	if path := os.Getenv(envSocket); path != "" {
		return path
	}
	return control.SocketPath
}
