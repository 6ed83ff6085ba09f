package lane

import (
	"errors"

	"dsp/shaper/internal/pipeline"
	"dsp/shaper/internal/program"
)

// ErrStopped is returned to those who ask something of a lane that has ended.
var ErrStopped = errors.New("this direction has stopped")

// Do runs f on the lane's thread, between two packets, and waits for it.
func (l *Lane) Do(f func()) error {
	finished := make(chan struct{})
	select {
	case l.commands <- func() { f(); close(finished) }:
	case <-l.done:
		return ErrStopped
	}
	l.bell.ring()
	select {
	case <-finished:
		return nil
	case <-l.done:
	}
	select {
	case <-finished: // it was the last thing the lane did
		return nil
	default:
		return ErrStopped
	}
}

// Set puts the rules of p for this direction in force.
func (l *Lane) Set(p program.Program, direction program.Direction) error {
	var err error
	if stopped := l.Do(func() { err = l.replace(pipeline.New(p, direction, l.pipeline), p.Limits) }); stopped != nil {
		return stopped
	}
	return err
}

// Stop releases everything held, at once and in order, takes what is still
// waiting in the kernel, and returns when Run has ended.
func (l *Lane) Stop() error {
	err := l.Do(func() {
		_ = l.replace(&pipeline.Pipeline{}, l.limits)
		l.stopping = true
	})
	if err == nil {
		<-l.done
	}
	return err
}

func (l *Lane) runCommands() {
	for {
		select {
		case command := <-l.commands:
			command()
		default:
			return
		}
	}
}
