package stress

import (
	"testing"

	"dsp/stressor/internal/cgroup"
)

func TestPlan(t *testing.T) {
	limit := 128 * megabyte
	cases := map[string]struct {
		used, blocks, wanted int64
		steps                int64
	}{
		"takes a little at a time":          {used: 10 * megabyte, wanted: 64 * megabyte, steps: chunksAtOnce},
		"takes what is missing":             {used: 70 * megabyte, blocks: 30, wanted: 64 * megabyte, steps: 2},
		"is content with what was asked":    {used: 70 * megabyte, blocks: 32, wanted: 64 * megabyte, steps: 0},
		"stops at the bound":                {used: bound(limit) - megabyte, blocks: 20, wanted: 200 * megabyte, steps: 0},
		"gives back what the node needs":    {used: bound(limit) + 5*megabyte, blocks: 20, wanted: 64 * megabyte, steps: -2},
		"cannot give back more than it has": {used: limit, blocks: 1, wanted: 64 * megabyte, steps: -1},
	}
	for name, c := range cases {
		now := cgroup.Memory{Used: c.used, Limit: limit}
		if steps := plan(now, c.blocks, c.wanted); steps != c.steps {
			t.Errorf("%s: %d steps, not %d", name, steps, c.steps)
		}
	}
}

func TestBoundLeavesTheNodeAReserve(t *testing.T) {
	if got := bound(64 * megabyte); got != 56*megabyte {
		t.Errorf("64 MB: %d", got)
	}
	if got := bound(1000 * megabyte); got != 950*megabyte {
		t.Errorf("1000 MB: %d", got)
	}
}
