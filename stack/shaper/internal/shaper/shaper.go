// Package shaper is one namespace under faults: it keeps the program in force,
// the two directions at work, and the kernel in step with both.
package shaper

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
)

// Shaper holds the program of this network namespace.
type Shaper struct {
	mutex   sync.Mutex // one change at a time
	program program.Program
	path    *path // nil until the first program
	emptyAt time.Time
	failed  chan error
	changed chan struct{} // tells Live to look at the deadlines again
}

// New returns a shaper without a program.
func New() *Shaper {
	return &Shaper{
		program: program.Program{Rules: []program.Rule{}},
		emptyAt: time.Now(),
		failed:  make(chan error, 2),
		changed: make(chan struct{}, 1),
	}
}

// Applied is the answer to a new program: what is in force, and the kernel's word for it.
type Applied struct {
	Rules       []string        `json:"rules"`
	Interface   string          `json:"interface"`
	Ingress     ingress.Way     `json:"ingress,omitempty"` // how ingress packets are intercepted, once a rule needed it
	Warnings    []string        `json:"warnings"`
	ApplyMillis float64         `json:"applyMs"`
	Evidence    kernel.Evidence `json:"evidence"`
}

// Set replaces the program. When it fails, the program before is in force as it was.
func (s *Shaper) Set(p program.Program) (Applied, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	begin := time.Now()
	p, _ = p.WithoutExpired(begin)
	if err := s.replace(p); err != nil {
		return Applied{}, err
	}
	select {
	case s.changed <- struct{}{}:
	default: // it will look anyway
	}
	return Applied{
		Rules:       ids(p),
		Interface:   s.path.data.Name,
		Ingress:     s.path.in.way(),
		Warnings:    s.path.warnings(p),
		ApplyMillis: float64(time.Since(begin).Microseconds()) / 1000,
		Evidence:    kernel.Inspect(egress.DeviceName),
	}, nil
}

func (s *Shaper) replace(p program.Program) error {
	data, err := kernel.FindInterface(p.Interface)
	if err != nil {
		return err
	}
	if s.path != nil && !s.path.isOn(data) {
		slog.Info("the data interface changed", "from", s.path.data.Name, "to", data.Name)
		s.closePath()
	}
	if s.path == nil {
		s.path = newPath(data, s.failed)
	}
	if err := s.path.apply(p); err != nil {
		return errors.Join(err, s.path.apply(s.program))
	}
	s.program = p
	s.emptyAt = time.Now()
	slog.Info("program in force", "rules", ids(p), "interface", data.Name)
	return nil
}

// Program returns the program in force.
func (s *Shaper) Program() program.Program {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.program
}

// Close releases what is held and takes everything of ours out of the kernel.
func (s *Shaper) Close() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.closePath()
}

func (s *Shaper) closePath() error {
	if s.path == nil {
		return nil
	}
	err := s.path.close()
	s.path = nil
	return err
}

func ids(p program.Program) []string {
	list := make([]string, 0, len(p.Rules))
	for _, r := range p.Rules {
		list = append(list, r.ID)
	}
	return list
}
