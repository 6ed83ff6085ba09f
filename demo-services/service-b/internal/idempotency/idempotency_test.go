package idempotency

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clock is a time that the test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newResults(limit int) (*Results[int], *clock) {
	c := &clock{at: time.Unix(1_000_000, 0)}
	return NewResults[int](limit, time.Minute, c.now), c
}

func TestARepeatedKeyGetsTheFirstResult(t *testing.T) {
	results, _ := newResults(10)
	if result, first := results.Once("a", func() int { return 1 }); result != 1 || !first {
		t.Errorf("first call: %d, %v", result, first)
	}
	if result, first := results.Once("a", func() int { t.Error("done twice"); return 2 }); result != 1 || first {
		t.Errorf("second call: %d, %v", result, first)
	}
}

func TestConcurrentCallsWithOneKeyDoItOnce(t *testing.T) {
	results, _ := newResults(10)
	var done, firsts atomic.Int32
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() {
			result, first := results.Once("a", func() int { return int(done.Add(1)) })
			if first {
				firsts.Add(1)
			}
			if result != 1 {
				t.Errorf("got result %d", result)
			}
		})
	}
	group.Wait()
	if done.Load() != 1 || firsts.Load() != 1 {
		t.Errorf("done %d times, first %d times", done.Load(), firsts.Load())
	}
}

func TestKeysAreForgottenAfterTheWindow(t *testing.T) {
	results, clock := newResults(10)
	results.Once("a", func() int { return 1 })

	clock.at = clock.at.Add(time.Minute - time.Nanosecond)
	if _, first := results.Once("a", func() int { return 2 }); first {
		t.Error("forgotten within the window")
	}
	// The repetition above must not have prolonged the window.
	clock.at = clock.at.Add(time.Nanosecond)
	if n := results.Len(); n != 0 {
		t.Errorf("%d keys are left", n)
	}
	if _, first := results.Once("a", func() int { return 3 }); !first {
		t.Error("remembered after the window")
	}
}

func TestTheOldestKeyMakesRoom(t *testing.T) {
	results, _ := newResults(2)
	for _, key := range []string{"a", "b", "c"} {
		results.Once(key, func() int { return 0 })
	}
	if n := results.Len(); n != 2 {
		t.Errorf("%d keys are remembered", n)
	}
	if _, first := results.Once("b", func() int { return 0 }); first {
		t.Error("b was forgotten")
	}
	if _, first := results.Once("a", func() int { return 0 }); !first {
		t.Error("a was not forgotten")
	}
}
