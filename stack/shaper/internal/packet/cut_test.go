package packet

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// newSegment builds a large TCP segment of IPv4 as a device with offload gives it.
func newSegment(payload []byte, size int, flags byte) *Packet {
	b := make([]byte, 40, 40+len(payload))
	b[0], b[8], b[9] = 0x45, 64, TCP
	copy(b[12:], []byte{10, 0, 0, 1})
	copy(b[16:], []byte{10, 0, 0, 2})
	binary.BigEndian.PutUint32(b[24:], 1_000)
	b[32], b[33] = 5<<4, flags
	b = append(b, payload...)
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	p := &Packet{Data: b, Length: len(b), ArrivedNs: 77}
	p.Offload = Offload{Flags: needsChecksum, SegmentType: segmentsTCP4 | segmentsECN, SegmentSize: uint16(size), ChecksumStart: 20, ChecksumOffset: 16}
	p.Header, _ = ParseHeader(b)
	return p
}

func TestCutMakesThePacketsOfTheWire(t *testing.T) {
	payload := bytes.Repeat([]byte("0123456789"), 25)
	var pool Pool
	parts := pool.Cut(newSegment(payload, 100, tcpAck|tcpPsh|tcpFin|tcpCwr), nil)
	if len(parts) != 3 {
		t.Fatalf("%d packets, want 3", len(parts))
	}
	var joined []byte
	for i, p := range parts {
		p.CompleteChecksum()
		if checksum(p.Data[:20], 0) != 0 || transportChecksum(p) != 0 {
			t.Errorf("packet %d: a checksum does not fit", i)
		}
		if got := binary.BigEndian.Uint32(p.Data[24:]); got != uint32(1_000+len(joined)) {
			t.Errorf("packet %d begins at %d", i, got)
		}
		want := byte(tcpAck)
		if i == 0 {
			want |= tcpCwr
		}
		if i == 2 {
			want |= tcpPsh | tcpFin
		}
		if p.Data[33] != want || p.IsLargeSegment() || p.Length != len(p.Data) || p.ArrivedNs != 77 {
			t.Errorf("packet %d: flags %x, want %x; %+v", i, p.Data[33], want, p)
		}
		joined = append(joined, p.Data[40:]...)
	}
	if !bytes.Equal(joined, payload) {
		t.Errorf("the payload became %q", joined)
	}
}

func TestCutOfUDPSegments(t *testing.T) {
	p := newUDP(bytes.Repeat([]byte("x"), 25))
	p.Offload.SegmentType, p.Offload.SegmentSize = segmentsUDP, 10
	var pool Pool
	parts := pool.Cut(p, nil)
	if len(parts) != 3 || len(parts[2].Data) != 28+5 {
		t.Fatalf("%d packets", len(parts))
	}
	for i, q := range parts {
		q.CompleteChecksum()
		if transportChecksum(q) != 0 || int(binary.BigEndian.Uint16(q.Data[24:])) != len(q.Data)-20 {
			t.Errorf("packet %d does not fit", i)
		}
	}
}

func TestCutLeavesTheRestWhole(t *testing.T) {
	var pool Pool
	p := newUDP([]byte("small"))
	if parts := pool.Cut(p, nil); len(parts) != 1 || parts[0] != p {
		t.Error("a packet of the wire was cut")
	}
}
