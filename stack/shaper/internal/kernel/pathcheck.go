package kernel

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ShownPathCheck is the reverse path filter of an interface that a shaper
// changed, as the kernel has it.
type ShownPathCheck struct {
	Interface string `json:"interface"`
	Filter    int    `json:"filter"` // in force
	Strict    bool   `json:"strict"`
	Was       int    `json:"was"`    // before us
	Reader    bool   `json:"reader"` // a packet socket reads what the filter drops
}

// showPathCheck returns nil for an interface that no shaper changed.
func showPathCheck(name string, index int) *ShownPathCheck {
	tag, err := readConf(name, "tag")
	was, noted := notedFilter(tag)
	if err != nil || !noted {
		return nil
	}
	all, _ := readConf("all", "rp_filter")
	own, _ := readConf(name, "rp_filter")
	inForce := max(all, own)
	return &ShownPathCheck{name, inForce, inForce == strictFilter, was, hasReader(index)}
}

// hasReader looks for a packet socket of IPv4 on an interface.
func hasReader(index int) bool {
	f, err := os.Open("/proc/self/net/packet")
	if err != nil {
		return false
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		fields := strings.Fields(lines.Text()) // sk, references, type, protocol, interface, …
		if len(fields) < 5 {
			continue
		}
		protocol, _ := strconv.ParseUint(fields[3], 16, 16)
		if protocol == unix.ETH_P_IP && fields[4] == fmt.Sprint(index) {
			return true
		}
	}
	return false
}

// droppedByPath is how many packets the kernel dropped in this namespace because their way back leads elsewhere.
func droppedByPath() uint64 {
	text, err := os.ReadFile("/proc/self/net/netstat")
	if err != nil {
		return 0
	}
	var names []string
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] != "TcpExt:" {
			continue
		}
		if names == nil {
			names = fields
			continue
		}
		for i, name := range names[:min(len(names), len(fields))] {
			if name == "IPReversePathFilter" {
				n, _ := strconv.ParseUint(fields[i], 10, 64)
				return n
			}
		}
	}
	return 0
}
