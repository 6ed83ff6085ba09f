package lab

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var countedBytes = regexp.MustCompile(`counter packets \d+ bytes (\d+)`)

// ReceivedRate is the rate, in bits of IP packets a second, at which a
// protocol's packets reach the host's sockets, counted by a rule of nft over a
// time that begins after settle. The rule comes after the shaper's own hook,
// so it counts what the shaper let through, when it did.
func (h Host) ReceivedRate(protocol string, settle, span time.Duration) (float64, error) {
	setup := fmt.Sprintf(`table ip count { chain input { type filter hook input priority 0; meta l4proto %s counter; }; }`, protocol)
	if _, err := h.Run("nft", setup); err != nil {
		return 0, err
	}
	defer func() { _, _ = h.Run("nft", "delete table ip count") }()
	time.Sleep(settle)
	before, begin, err := h.counted()
	if err != nil {
		return 0, err
	}
	time.Sleep(span)
	after, end, err := h.counted()
	return float64(after-before) * 8 / end.Sub(begin).Seconds(), err
}

func (h Host) counted() (bytes int64, at time.Time, err error) {
	out, err := h.Run("nft", "list table ip count")
	if err != nil {
		return 0, at, err
	}
	at = time.Now()
	m := countedBytes.FindStringSubmatch(out)
	if m == nil {
		return 0, at, fmt.Errorf("no counter in %s", out)
	}
	bytes, err = strconv.ParseInt(m[1], 10, 64)
	return bytes, at, err
}
