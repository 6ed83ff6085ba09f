package test

import (
	"strconv"
	"strings"
	"testing"

	"dsp/shaper/internal/lab"
)

// checksumErrors is how many UDP packets the host's stack dropped for a wrong checksum.
func checksumErrors(t *testing.T, host lab.Host) int {
	t.Helper()
	return counter(t, host, "Udp:", "InCsumErrors")
}

// echoes is how many echo requests reached the host's stack.
func echoes(t *testing.T, host lab.Host) int {
	t.Helper()
	return counter(t, host, "Icmp:", "InEchos")
}

// counter reads one of the kernel's counters of a protocol.
func counter(t *testing.T, host lab.Host, protocol, wanted string) int {
	t.Helper()
	text := must[string](t)(host.Run("cat", "/proc/net/snmp"))
	var names, values []string
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == protocol {
			names, values = values, fields
		}
	}
	for i, name := range names {
		if name == wanted {
			n, _ := strconv.Atoi(values[i])
			return n
		}
	}
	t.Fatalf("this kernel does not count %s", wanted)
	return 0
}
