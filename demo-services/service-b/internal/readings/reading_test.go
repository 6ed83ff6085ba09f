package readings

import (
	"fmt"
	"math"
	"testing"
)

func TestANumberThatNoCounterReachesIsMalformed(t *testing.T) {
	for sequence, isReading := range map[uint64]bool{0: true, maxSequence: true, maxSequence + 1: false, math.MaxUint64: false} {
		_, err := parse(fmt.Appendf(nil, `{"stream":"s","epoch":"e","sequence":%d}`, sequence))
		if (err == nil) != isReading {
			t.Errorf("%d: %v", sequence, err)
		}
	}
}
