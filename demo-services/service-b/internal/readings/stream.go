package readings

// window is how far back a reading can come and still be told from a duplicate. A power of two.
const window = 4096

// Arrival says what the network made of a reading.
type Arrival string

const (
	// InOrder means that no later reading had come before.
	InOrder Arrival = "in-order"
	// Reordered means that a later reading had come before (RFC 4737).
	Reordered Arrival = "reordered"
	// Duplicate means that this very reading had come before.
	Duplicate Arrival = "duplicate"
)

// stream remembers which readings of one life of a sensor have come. Its memory is bounded.
type stream struct {
	started bool
	// first is where we joined: what came before it is not missed.
	first uint64
	// next is one more than the highest number that has come.
	next uint64
	// seen holds, for each place in the window, the number that was last there, plus one.
	seen [window]uint64
}

// take notes a reading. missing is how many more readings are missing now: the gap that this one left open, or -1
// for the gap that it filled.
func (s *stream) take(sequence uint64) (arrival Arrival, missing int64) {
	place := sequence % window
	if !s.started {
		s.started, s.first, s.next = true, sequence, sequence
	}
	if sequence >= s.next {
		missing = int64(sequence - s.next)
		s.next = sequence + 1
		s.seen[place] = sequence + 1
		return InOrder, missing
	}
	// What is older than the window cannot be told from a duplicate; it is taken for one, and its gap stays open.
	if s.next-sequence > window || s.seen[place] == sequence+1 {
		return Duplicate, 0
	}
	s.seen[place] = sequence + 1
	if sequence < s.first {
		return Reordered, 0
	}
	return Reordered, -1
}
