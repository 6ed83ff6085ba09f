package work

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"
)

func TestWorkTakesAtLeastItsCost(t *testing.T) {
	const cost = 20 * time.Millisecond
	start := time.Now()
	if err := NewWorker(cost).Do(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < cost {
		t.Errorf("took %v", took)
	}
}

func TestWorkWaitsForAFreeProcessor(t *testing.T) {
	const cost = 10 * time.Millisecond
	worker := NewWorker(cost)
	start := time.Now()
	var group sync.WaitGroup
	for range 3 * runtime.GOMAXPROCS(0) {
		group.Go(func() { _ = worker.Do(t.Context()) })
	}
	group.Wait()
	if took := time.Since(start); took < 3*cost {
		t.Errorf("three rounds of work took %v", took)
	}
}

func TestWorkStopsWhenNobodyWaitsForIt(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := NewWorker(time.Hour).Do(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestWaitingForAProcessorStopsToo(t *testing.T) {
	worker := NewWorker(time.Hour)
	for range cap(worker.slots) {
		worker.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := worker.Do(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
