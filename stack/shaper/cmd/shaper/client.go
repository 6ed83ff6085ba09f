package main

import (
	"encoding/json"
	"io"
	"os"

	"dsp/shaper/internal/control"
	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/probe"
)

// set sends a program, from a file or from standard input, and prints the evidence.
func set(arguments []string) error {
	source := os.Stdin
	switch {
	case len(arguments) > 1:
		return usageError("set takes one FILE, or - for standard input")
	case len(arguments) == 1 && arguments[0] != "-":
		f, err := os.Open(arguments[0])
		if err != nil {
			return err
		}
		defer f.Close()
		source = f
	}
	text, err := io.ReadAll(io.LimitReader(source, control.MaxLine))
	if err != nil {
		return err
	}
	return askAndPrint(control.Request{Op: "set", Program: text})
}

// ask makes a command of a request without arguments.
func ask(op string) func([]string) error {
	return func([]string) error { return askAndPrint(control.Request{Op: op}) }
}

// askAndPrint prints the result on standard output, or, as JSON too, the
// problem, so that a program that drives us reads one format only.
func askAndPrint(request control.Request) error {
	result, err := control.Ask(socketPath(), request)
	if err != nil {
		if problem, ok := err.(*control.Problem); ok {
			_ = printJSON(map[string]any{"error": problem})
		}
		return err
	}
	return printJSON(result)
}

func inspect([]string) error { return printJSON(kernel.Inspect(egress.DeviceName)) }

func probeKernel([]string) error { return printJSON(probe.Run()) }

// clean prints what was removed, and what is still there.
func clean([]string) error {
	removed, err := kernel.Clean(egress.DeviceName)
	if removed == nil {
		removed = []string{}
	}
	after := kernel.Inspect(egress.DeviceName)
	report := map[string]any{"removed": removed, "clean": after.IsClean(), "evidence": after}
	if printErr := printJSON(report); printErr != nil {
		return printErr
	}
	return err
}

func printJSON(v any) error {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
