package main

import (
	"fmt"
	"time"

	"dsp/shaper/internal/lab"
)

// fault is one fault on the node as a rule of a program says it.
type fault struct{ kind, params, direction string }

// emulator holds at most one fault on the node.
type emulator interface {
	name() string
	set(fault) error
	clear() error
	close()
}

func newEmulator(name string, l *lab.Lab) (emulator, error) {
	switch name {
	case "shaper":
		running, err := l.Start(lab.Program())
		return &shaperEmulator{running}, err
	case "netem":
		return newNetem(l)
	}
	return nil, fmt.Errorf("nothing is called %q: shaper, netem", name)
}

// shaperEmulator is the shaper under test.
type shaperEmulator struct{ running *lab.Running }

func (e *shaperEmulator) name() string { return "shaper" }

func (e *shaperEmulator) set(f fault) error {
	_, err := e.running.Set(lab.Program(fmt.Sprintf(
		`{"id":"bench","deadline":600,"kind":%q,"params":%s,"direction":%q,"seed":%d}`,
		f.kind, f.params, f.direction, time.Now().UnixNano()%1_000_000)))
	return err
}

func (e *shaperEmulator) clear() error {
	_, err := e.running.Set(lab.Program())
	return err
}

func (e *shaperEmulator) close() { _, _ = e.running.Stop() }
