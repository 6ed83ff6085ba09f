package readings

import (
	"math/rand/v2"
	"testing"
)

type counts struct {
	inOrder, reordered, duplicate int
	missing                       int64
}

func takeAll(sequences []uint64) (c counts) {
	s := &stream{}
	for _, sequence := range sequences {
		arrival, missing := s.take(sequence)
		c.missing += missing
		switch arrival {
		case InOrder:
			c.inOrder++
		case Reordered:
			c.reordered++
		case Duplicate:
			c.duplicate++
		}
	}
	return c
}

func TestWhatTheNetworkDidIsCounted(t *testing.T) {
	for name, one := range map[string]struct {
		sequences []uint64
		want      counts
	}{
		"nothing":             {[]uint64{0, 1, 2, 3}, counts{inOrder: 4}},
		"lost":                {[]uint64{0, 1, 4, 5}, counts{inOrder: 4, missing: 2}},
		"duplicated":          {[]uint64{0, 1, 1, 2, 0}, counts{inOrder: 3, duplicate: 2}},
		"reordered":           {[]uint64{0, 2, 1, 3}, counts{inOrder: 3, reordered: 1}},
		"late and duplicated": {[]uint64{0, 2, 1, 1}, counts{inOrder: 2, reordered: 1, duplicate: 1}},
		"joined in the midst": {[]uint64{100, 101, 103}, counts{inOrder: 3, missing: 1}},
		"older than all":      {[]uint64{100, 101, 7}, counts{inOrder: 2, reordered: 1}},
		"beyond the window":   {[]uint64{0, 2 * window, 1}, counts{inOrder: 2, duplicate: 1, missing: 2*window - 1}},
	} {
		if got := takeAll(one.sequences); got != one.want {
			t.Errorf("%s: got %+v, want %+v", name, got, one.want)
		}
	}
}

func TestCountsAgreeWithASimpleModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		sequences := []uint64{0}
		for sequence := uint64(1); sequence < 500; sequence++ {
			for range []int{0, 1, 1, 1, 1, 2}[random.IntN(6)] {
				sequences = append(sequences, sequence)
			}
		}
		for range 50 {
			at := 1 + random.IntN(len(sequences)-2)
			sequences[at], sequences[at+1] = sequences[at+1], sequences[at]
		}
		seen, highest := map[uint64]bool{}, uint64(0)
		var want counts
		for _, sequence := range sequences {
			switch {
			case seen[sequence]:
				want.duplicate++
			case sequence < highest:
				want.reordered++
			default:
				want.inOrder++
			}
			seen[sequence] = true
			highest = max(highest, sequence)
		}
		want.missing = int64(highest) + 1 - int64(len(seen))
		if got := takeAll(sequences); got != want {
			t.Fatalf("got %+v, want %+v for %v", got, want, sequences)
		}
	}
}
