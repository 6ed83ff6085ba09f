// Package readings takes numbered readings over UDP and counts what the network made of them.
package readings

import (
	"encoding/json"
	"errors"
)

// maxDatagram is what passes any network without being cut into fragments; a longer one is not ours.
const maxDatagram = 1200

const maxNameLength = 64

// maxSequence is what every language can count to in JSON (RFC 8259). Above it "one more" would begin at 0 again.
const maxSequence = 1<<53 - 1

// Reading is one datagram of a sensor: a JSON object with its place in the trace as the W3C headers would say it.
type Reading struct {
	// Stream names the sensor. It becomes a label of the metrics, so that there are few of them.
	Stream string `json:"stream"`
	// Epoch tells the lives of a sensor apart: each one numbers from the start.
	Epoch    string  `json:"epoch"`
	Sequence uint64  `json:"sequence"`
	Value    float64 `json:"value"`

	Traceparent string `json:"traceparent"`
	Tracestate  string `json:"tracestate"`
	Baggage     string `json:"baggage"`
}

var errMalformed = errors.New("the datagram is not a reading")

func parse(datagram []byte) (Reading, error) {
	var reading Reading
	if err := json.Unmarshal(datagram, &reading); err != nil {
		return Reading{}, errors.Join(errMalformed, err)
	}
	if reading.Sequence > maxSequence {
		return Reading{}, errMalformed
	}
	for _, name := range []string{reading.Stream, reading.Epoch} {
		if name == "" || len(name) > maxNameLength {
			return Reading{}, errMalformed
		}
	}
	return reading, nil
}

// carrier shows a reading to the propagators as if it had headers.
type carrier struct{ reading Reading }

func (c carrier) Get(key string) string {
	switch key {
	case "traceparent":
		return c.reading.Traceparent
	case "tracestate":
		return c.reading.Tracestate
	case "baggage":
		return c.reading.Baggage
	}
	return ""
}

func (c carrier) Set(string, string) {}

func (c carrier) Keys() []string { return []string{"traceparent", "tracestate", "baggage"} }
