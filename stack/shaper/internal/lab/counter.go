package lab

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"dsp/shaper/internal/egress"
)

var countedBytes = regexp.MustCompile(`counter packets \d+ bytes (\d+)`)

const ethernetHeader = 14

// ReceivedRate is the rate, in bits of IP packets a second, at which packets
// reach the host, counted in its kernel over a time that begins after settle.
//
// A rule of nft counts the protocol's packets after the shaper's own hook, so
// it counts what the shaper let through, when it did. On a kernel without nft's
// tables for IP the counters of a device do: of the shaper's where packets enter again by it.
func (h Host) ReceivedRate(protocol string, settle, span time.Duration) (float64, error) {
	setup := fmt.Sprintf(`table ip count { chain input { type filter hook input priority 0; meta l4proto %s counter; }; }`, protocol)
	count := h.countedByRule
	if _, err := h.Run("nft", setup); err != nil {
		count = h.countedByDevice
	} else {
		defer func() { _, _ = h.Run("nft", "delete table ip count") }()
	}
	time.Sleep(settle)
	before, err := count()
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	time.Sleep(span)
	after, err := count()
	return float64(after-before) * 8 / time.Since(begin).Seconds(), err
}

func (h Host) countedByRule() (bytes int64, err error) {
	out, err := h.Run("nft", "list table ip count")
	if err != nil {
		return 0, err
	}
	m := countedBytes.FindStringSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("no counter in %s", out)
	}
	return strconv.ParseInt(m[1], 10, 64)
}

func (h Host) countedByDevice() (int64, error) {
	device, linkHeader := egress.DeviceName, int64(0)
	out, err := h.Run("ip", "-statistics", "-json", "link", "show", device)
	if err != nil {
		device, linkHeader = h.Device, ethernetHeader
		out, err = h.Run("ip", "-statistics", "-json", "link", "show", device)
	}
	if err != nil {
		return 0, err
	}
	var links []struct {
		Stats struct {
			Received struct{ Bytes, Packets int64 } `json:"rx"`
		} `json:"stats64"`
	}
	if err := json.Unmarshal([]byte(out), &links); err != nil || len(links) != 1 {
		return 0, fmt.Errorf("counters of %s: %w: %s", device, err, out)
	}
	rx := links[0].Stats.Received
	return rx.Bytes - linkHeader*rx.Packets, nil
}
