package ledger

import (
	"strconv"
	"testing"
	"time"

	"service-b/internal/message"
)

func TestEntriesAreNumberedAndOnlyTheLatestAreKept(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	ledger := New(2, func() time.Time { return at })

	for i := 1; i <= 3; i++ {
		entry := ledger.Append("key-"+strconv.Itoa(i), message.Message{})
		if entry.Position != int64(i) || !entry.RecordedAt.Equal(at) {
			t.Errorf("entry %d is %+v", i, entry)
		}
	}

	total, latest := ledger.Snapshot()
	if total != 3 || len(latest) != 2 || latest[0].IdempotencyKey != "key-2" || latest[1].Position != 3 {
		t.Errorf("got %d, %+v", total, latest)
	}
}
