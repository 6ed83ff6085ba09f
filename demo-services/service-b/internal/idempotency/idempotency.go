// Package idempotency remembers what was done under an idempotency key, so that it is done only once.
package idempotency

import (
	"container/list"
	"sync"
	"time"
)

// Results remembers the result of each key, for a limited time and for a limited number of keys.
// When it is full, the key that was seen first is forgotten first.
type Results[R any] struct {
	mu     sync.Mutex
	byKey  map[string]*list.Element
	byAge  *list.List // of *remembered[R], oldest first; as the window is one length, also first to expire
	limit  int
	window time.Duration
	now    func() time.Time
}

type remembered[R any] struct {
	key    string
	result R
	until  time.Time
}

// NewResults remembers at most limit keys, each for the given window after it was first seen.
func NewResults[R any](limit int, window time.Duration, now func() time.Time) *Results[R] {
	return &Results[R]{
		byKey:  make(map[string]*list.Element),
		byAge:  list.New(),
		limit:  limit,
		window: window,
		now:    now,
	}
}

// Once calls do if the key is not known, and otherwise returns what do returned the first time.
// Of several concurrent calls with one key, exactly one calls do. As the others wait for it, do has to be quick.
func (r *Results[R]) Once(key string, do func() R) (result R, first bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forgetExpired()
	if known, ok := r.byKey[key]; ok {
		return known.Value.(*remembered[R]).result, false
	}
	if r.byAge.Len() == r.limit {
		r.forgetOldest()
	}
	result = do()
	r.byKey[key] = r.byAge.PushBack(&remembered[R]{key, result, r.now().Add(r.window)})
	return result, true
}

// Len is the number of keys remembered now.
func (r *Results[R]) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forgetExpired()
	return r.byAge.Len()
}

func (r *Results[R]) forgetExpired() {
	now := r.now()
	for oldest := r.byAge.Front(); oldest != nil; oldest = r.byAge.Front() {
		if now.Before(oldest.Value.(*remembered[R]).until) {
			return
		}
		r.forgetOldest()
	}
}

func (r *Results[R]) forgetOldest() {
	oldest := r.byAge.Front()
	delete(r.byKey, r.byAge.Remove(oldest).(*remembered[R]).key)
}
