// Package work makes requests cost processor time, so that a processor limit turns load into slowness.
package work

import (
	"context"
	"crypto/sha256"
	"runtime"
	"time"
)

// Worker burns the same processor time for every request, for as many requests at once as there are processors.
// Further requests wait their turn, as they would for any other resource.
type Worker struct {
	cost  time.Duration
	slots chan struct{}
}

// NewWorker makes a worker that burns cost per request. With no cost it does nothing.
func NewWorker(cost time.Duration) *Worker {
	return &Worker{cost: cost, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// Do waits for a processor and burns the cost.
// It gives up with the context's error as soon as nobody waits for the request any more.
func (w *Worker) Do(ctx context.Context) error {
	if w.cost == 0 {
		return nil
	}
	select {
	case w.slots <- struct{}{}:
		defer func() { <-w.slots }()
		return burn(ctx, w.cost)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// burn keeps one processor busy until this thread has used the cost.
// The thread's own processor clock is what counts: it stands still while a limit keeps the thread from running,
// so that under a limit the same work takes longer, as real work does.
func burn(ctx context.Context, cost time.Duration) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var block [16 * 1024]byte
	for start := processorTime(); processorTime()-start < cost; {
		if err := ctx.Err(); err != nil {
			return err
		}
		digest := sha256.Sum256(block[:])
		copy(block[:], digest[:])
	}
	return nil
}
