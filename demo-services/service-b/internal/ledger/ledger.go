// Package ledger is the state that messages change: a list that they are appended to.
package ledger

import (
	"sync"
	"time"

	"service-b/internal/message"
)

// Entry is one message that took effect.
type Entry struct {
	Position       int64           `json:"position"`
	IdempotencyKey string          `json:"idempotencyKey"`
	Message        message.Message `json:"message"`
	RecordedAt     time.Time       `json:"recordedAt"`
}

// Ledger numbers the messages that took effect and keeps the latest of them in memory.
// A restart of the process empties it.
type Ledger struct {
	mu     sync.Mutex
	total  int64
	latest []Entry
	limit  int
	now    func() time.Time
}

// New makes an empty ledger that keeps the latest limit entries.
func New(limit int, now func() time.Time) *Ledger {
	return &Ledger{limit: limit, now: now, latest: make([]Entry, 0, limit)}
}

// Append records a message and returns its entry. Positions start at 1 and have no gaps.
func (l *Ledger) Append(key string, m message.Message) Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total++
	entry := Entry{Position: l.total, IdempotencyKey: key, Message: m, RecordedAt: l.now().UTC()}
	if len(l.latest) == l.limit {
		l.latest = append(l.latest[:0], l.latest[1:]...)
	}
	l.latest = append(l.latest, entry)
	return entry
}

// Snapshot returns how many messages took effect, and the latest of them, oldest first.
func (l *Ledger) Snapshot() (total int64, latest []Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.total, append([]Entry{}, l.latest...)
}
