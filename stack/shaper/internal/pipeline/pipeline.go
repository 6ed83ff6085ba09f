package pipeline

import (
	"reflect"
	"slices"
	"time"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// Pipeline is what happens to the packets of one direction. It is used by one thread.
type Pipeline struct {
	steps []*step
	needs effects.Needs
}

type step struct {
	rule     program.Rule
	match    match
	effect   effects.Effect
	counters Counters
}

// New makes the pipeline of a direction. Rules that were in the previous
// pipeline keep their counters, and, if only their deadline changed, their
// effect with its random sequence, so that setting a program again disturbs nothing.
func New(p program.Program, direction program.Direction, previous *Pipeline) *Pipeline {
	pipeline := &Pipeline{}
	for _, rule := range p.Toward(direction) {
		s := &step{rule: rule, match: newMatch(rule, direction)}
		old := previous.find(rule.ID)
		if old != nil {
			s.counters = old.counters
		}
		if old != nil && sameEffect(old.rule, rule) {
			s.effect = old.effect
		} else {
			s.effect = effects.New(rule, direction)
		}
		pipeline.steps = append(pipeline.steps, s)
		pipeline.needs = pipeline.needs.Add(effects.NeedsOf(rule, direction))
	}
	slices.SortStableFunc(pipeline.steps, func(a, b *step) int {
		return effects.Rank(a.rule.Kind) - effects.Rank(b.rule.Kind)
	})
	return pipeline
}

func (l *Pipeline) find(id string) *step {
	if l == nil {
		return nil
	}
	for _, s := range l.steps {
		if s.rule.ID == id {
			return s
		}
	}
	return nil
}

// sameEffect reports whether a rule is the same but for its deadline.
func sameEffect(a, b program.Rule) bool {
	a.Deadline = b.Deadline
	return reflect.DeepEqual(a, b)
}

// IsEmpty reports whether no rule acts in this direction.
func (l *Pipeline) IsEmpty() bool { return len(l.steps) == 0 }

// Needs returns what the rules together ask of the interceptor.
func (l *Pipeline) Needs() effects.Needs { return l.needs }

// Apply sends p through every rule that matches it, and returns its fate and
// the outcome that ended it, or Untouched if it goes on.
func (l *Pipeline) Apply(p *packet.Packet) (effects.Fate, effects.Outcome) {
	fate := effects.Fate{DueNs: p.ArrivedNs}
	for _, s := range l.steps {
		if !s.match.matches(p) {
			continue
		}
		outcome := s.effect.Apply(p, &fate)
		s.counters.count(p.Length, outcome)
		if outcome.IsFinal() {
			return fate, outcome
		}
	}
	return fate, effects.Untouched
}

// MaxHold returns the longest a packet can be held by all rules together.
func (l *Pipeline) MaxHold() time.Duration {
	var sum time.Duration
	for _, s := range l.steps {
		holder, holds := s.effect.(effects.Holder)
		if !holds {
			continue
		}
		most := holder.MaxHold()
		if most == effects.Unbounded {
			return effects.Unbounded
		}
		sum += most
	}
	return sum
}

// Counters returns a copy of the counters per rule id.
func (l *Pipeline) Counters() map[string]Counters {
	counters := make(map[string]Counters, len(l.steps))
	for _, s := range l.steps {
		counters[s.rule.ID] = s.counters
	}
	return counters
}
