package shaper

import (
	"context"
	"log/slog"
	"time"
)

const (
	// longestNap bounds how late a deadline is noticed when the clock is set or the machine slept.
	longestNap = time.Second
	// firstProgramWait is how long a shaper that was started without a program waits for one.
	firstProgramWait = 60 * time.Second
)

// Live ends each rule at its deadline and returns when nothing is left to do,
// when ctx ends, or with the error of a direction that broke. It needs nobody to speak to it.
func (s *Shaper) Live(ctx context.Context) error {
	for {
		nap := s.endExpired(time.Now())
		if nap <= 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-s.failed:
			return err
		case <-s.changed:
		case <-time.After(min(nap, longestNap)):
		}
	}
}

// endExpired removes rules whose time is over and returns how long until the
// next is, or until an empty shaper should end; 0 when it should end now.
func (s *Shaper) endExpired(now time.Time) time.Duration {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	remaining, expired := s.program.WithoutExpired(now)
	if len(expired) > 0 {
		slog.Info("rules reached their deadline", "rules", expired)
		if err := s.replace(remaining); err != nil {
			// A fault must end; if it cannot be taken out singly, everything goes.
			slog.Error("cannot end rules singly, ending all", "error", err)
			return 0
		}
	}
	if len(remaining.Rules) == 0 {
		return s.emptyAt.Add(s.linger()).Sub(now)
	}
	next := remaining.Rules[0].Deadline
	for _, r := range remaining.Rules {
		if r.Deadline.Before(next) {
			next = r.Deadline
		}
	}
	return max(next.Sub(now.Round(0)), time.Millisecond)
}

func (s *Shaper) linger() time.Duration {
	if s.path == nil {
		return firstProgramWait
	}
	return time.Duration(s.program.LingerSeconds * float64(time.Second))
}
