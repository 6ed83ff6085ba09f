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

// countedByDevice adds up what came in by the devices by which packets enter
// again, where the shaper has them do so; otherwise by the host's own.
func (h Host) countedByDevice() (int64, error) {
	again, err := h.received(egress.DeviceName)
	if err != nil {
		own, err := h.received(h.Device)
		return own.Bytes - ethernetHeader*own.Packets, err
	}
	over, err := h.received("lo")
	return again.Bytes + over.Bytes, err
}

// received are a device's counters; those of the loopback and of a TUN are of IP packets.
func (h Host) received(device string) (struct{ Bytes, Packets int64 }, error) {
	var links []struct {
		Stats struct {
			Received struct{ Bytes, Packets int64 } `json:"rx"`
		} `json:"stats64"`
	}
	out, err := h.Run("ip", "-statistics", "-json", "link", "show", device)
	if err == nil {
		err = json.Unmarshal([]byte(out), &links)
	}
	if err != nil || len(links) != 1 {
		return struct{ Bytes, Packets int64 }{}, fmt.Errorf("counters of %s: %w: %s", device, err, out)
	}
	return links[0].Stats.Received, nil
}
