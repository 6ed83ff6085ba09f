package cgroup

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Memory is what a group uses and may use, bytes.
type Memory struct {
	// Used leaves out file cache that the kernel can take back at once.
	Used int64
	// Limit is 0 when there is none.
	Limit int64
	// Kills counts the processes that the kernel ended for want of memory.
	Kills int64
}

// noLimit and more is how version 1 says that there is no limit.
const noLimit = int64(1) << 60

// Memory reads the group's memory.
func (g *Group) Memory() (Memory, error) {
	if g.v2 {
		return g.readMemory("memory.current", "memory.max", "inactive_file", "memory.events")
	}
	return g.readMemory("memory.usage_in_bytes", "memory.limit_in_bytes", "total_inactive_file", "memory.oom_control")
}

func (g *Group) readMemory(usage, limit, cache, events string) (Memory, error) {
	used, err := g.read(usage)
	if err != nil {
		return Memory{}, err
	}
	most, err := g.read(limit)
	if err != nil {
		return Memory{}, err
	}
	memory := Memory{Used: number(used) - g.field("memory.stat", cache), Kills: g.field(events, "oom_kill")}
	if value := number(most); value < noLimit {
		memory.Limit = value
	}
	return memory, nil
}

func (g *Group) read(file string) (string, error) {
	text, err := os.ReadFile(filepath.Join(g.memory, file))
	return strings.TrimSpace(string(text)), err
}

// field finds a line "NAME NUMBER".
func (g *Group) field(file, name string) int64 {
	text, _ := g.read(file)
	for _, line := range strings.Split(text, "\n") {
		if rest, found := strings.CutPrefix(line, name+" "); found {
			return number(rest)
		}
	}
	return 0
}

// number is 0 for what is none, such as "max".
func number(text string) int64 {
	value, _ := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	return value
}
