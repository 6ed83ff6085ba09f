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
	text := must[string](t)(host.Run("cat", "/proc/net/snmp"))
	var names, values []string
	for line := range strings.Lines(text) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == "Udp:" {
			names, values = values, fields
		}
	}
	for i, name := range names {
		if name == "InCsumErrors" {
			n, _ := strconv.Atoi(values[i])
			return n
		}
	}
	t.Fatal("this kernel does not count checksum errors")
	return 0
}
