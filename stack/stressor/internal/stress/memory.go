package stress

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"time"

	"dsp/stressor/internal/cgroup"
)

const (
	megabyte = int64(1) << 20
	// chunk is how much is taken or given back at once.
	chunk = 2 * megabyte
	// leastReserve is what the node is left at least, unless it is to be ended.
	leastReserve = 8 * megabyte
	// pace is the time between looks at the node's memory.
	pace = 50 * time.Millisecond
	// chunksAtOnce bounds what is taken between two looks, so that a node that
	// needs memory itself is seen in time.
	chunksAtOnce = 8
)

var errNoLimit = refusal{
	"the node has no memory limit, so that the pressure would be on the whole machine",
	"give the node a limit, in Compose: deploy.resources.limits.memory",
}

// bound is how much the whole group may use: the limit less a reserve of a
// twentieth.
func bound(limit int64) int64 {
	return limit - max(leastReserve, limit/20)
}

// holdMemory fills memory up to what was asked, never beyond the bound, and
// gives back when the node itself needs more.
func holdMemory(group *cgroup.Group, options Options, deadline time.Time) error {
	before, err := group.Memory()
	if err != nil {
		return err
	}
	if before.Limit == 0 {
		return errNoLimit
	}
	fmt.Println("ready")
	wanted := options.Megabytes * megabyte
	answer := json.NewEncoder(os.Stdout)
	var blocks [][]byte
	var last held
	for time.Now().Before(deadline) {
		now, err := group.Memory()
		if err != nil {
			return err
		}
		steps := plan(now, int64(len(blocks)), wanted)
		for range steps {
			block, err := take()
			if err != nil {
				break
			}
			blocks = append(blocks, block)
		}
		for ; steps < 0 && len(blocks) > 0; steps++ {
			_ = syscall.Munmap(blocks[len(blocks)-1])
			blocks = blocks[:len(blocks)-1]
		}
		state := held{Bytes: int64(len(blocks)) * chunk, AtBound: now.Used >= bound(now.Limit)-2*chunk}
		if state != last {
			last = state
			_ = answer.Encode(state)
		}
		time.Sleep(pace)
	}
	return nil
}

// plan says how many chunks to take, or, when negative, to give back.
func plan(now cgroup.Memory, blocks, wanted int64) int64 {
	missing := (wanted - blocks*chunk) / chunk
	room := (bound(now.Limit) - now.Used) / chunk
	if room < 0 {
		return max(room, -blocks)
	}
	return min(missing, room, chunksAtOnce)
}

// take maps a chunk and touches each of its pages, so that it is really there.
func take() ([]byte, error) {
	flags := syscall.MAP_ANON | syscall.MAP_PRIVATE
	block, err := syscall.Mmap(-1, 0, int(chunk), syscall.PROT_READ|syscall.PROT_WRITE, flags)
	if err != nil {
		return nil, err
	}
	for page := 0; page < len(block); page += 4096 {
		block[page] = 1
	}
	return block, nil
}
