package ingress

import (
	"encoding/binary"
	"testing"
)

// notice builds what the kernel sends about one packet.
func notice(id uint32, fullLength uint32, payload []byte) []byte {
	b := beginMessage(nil, messagePacket, 0, QueueNumber)
	b = appendAttr(b, attrPacketHeader, be32(id), []byte{8, 0, 1})
	b = appendAttr(b, attrPayload, payload)
	if fullLength != 0 {
		b = appendAttr(b, attrFullLength, be32(fullLength))
	}
	return endMessage(b, 0)
}

func TestEachPacketReadsAllOfADatagram(t *testing.T) {
	datagram := append(notice(7, 0, []byte("abc")), notice(8, 1500, []byte("defg"))...)
	var got []queued
	eachPacket(datagram, func(q queued) { got = append(got, q) })
	if len(got) != 2 || got[0].id != 7 || got[0].fullLength != 3 || got[1].id != 8 || got[1].fullLength != 1500 || string(got[1].payload) != "defg" {
		t.Errorf("%+v", got)
	}
}

func FuzzEachPacket(f *testing.F) {
	f.Add(notice(1, 1500, []byte("payload")))
	f.Fuzz(func(_ *testing.T, b []byte) { eachPacket(b, func(queued) {}) })
}

func TestVerdictsAreWholeMessages(t *testing.T) {
	b := beginMessage(nil, messageVerdict, 0, QueueNumber)
	b = endMessage(appendVerdictHeader(b, verdictAccept, 9), 0)
	if len(b) != int(binary.NativeEndian.Uint32(b)) || len(b) != nlHeaderSize+nfHeaderSize+12 {
		t.Errorf("%d bytes: %x", len(b), b)
	}
}

func TestArrivalBelievesOnlyLikelyStamps(t *testing.T) {
	const now, wall = 1_000_000_000, 5_000_000_000
	for stamp, want := range map[int64]int64{0: now, wall - 60_000: now - 60_000, wall + 1: now, wall - 9e9: now} {
		if got := arrival(stamp, wall, now); got != want {
			t.Errorf("stamp %d: arrived %d, want %d", stamp, got, want)
		}
	}
}
