package packet

import (
	"encoding/binary"
	"net/netip"
	"testing"
)

func TestParseHeaderReadsPortsBehindIPv6Extensions(t *testing.T) {
	b := make([]byte, 40+8+8)
	b[0], b[6] = 0x60, destinationOptions
	copy(b[8:], netip.MustParseAddr("fd00::1").AsSlice())
	copy(b[24:], netip.MustParseAddr("fd00::2").AsSlice())
	b[40] = UDP
	binary.BigEndian.PutUint16(b[48:], 53)
	binary.BigEndian.PutUint16(b[50:], 5353)
	h, ok := ParseHeader(b)
	if !ok || h.Protocol != UDP || h.SrcPort != 53 || h.DstPort != 5353 || h.TransportOffset != 48 {
		t.Errorf("%+v", h)
	}
}

func TestParseHeaderOfLaterFragmentHasNoPorts(t *testing.T) {
	p := newUDP([]byte("x"))
	binary.BigEndian.PutUint16(p.Data[6:], 100)
	h, ok := ParseHeader(p.Data)
	if !ok || h.HasPorts || !h.IsFragment || h.TransportOffset != 0 {
		t.Errorf("%+v", h)
	}
}

func TestParseHeaderRefusesRubbish(t *testing.T) {
	for _, b := range [][]byte{nil, {0x45}, {0x60, 1, 2}, {0x4f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {0x99}} {
		if _, ok := ParseHeader(b); ok {
			t.Errorf("%v was taken for a packet", b)
		}
	}
}

func FuzzParseHeader(f *testing.F) {
	f.Add(newUDP([]byte("payload")).Data)
	f.Fuzz(func(_ *testing.T, b []byte) {
		h, ok := ParseHeader(b)
		if ok {
			Refusal(&Packet{Header: h, Data: b, Length: len(b)})
		}
	})
}

func TestCompleteChecksum(t *testing.T) {
	for _, payload := range []string{"", "a", "even", "an odd length"} {
		p := newUDP([]byte(payload))
		p.CompleteChecksum()
		if transportChecksum(p) != 0 {
			t.Errorf("checksum over %q does not fit", payload)
		}
	}
}

func TestRefusalOfSYN(t *testing.T) {
	b := make([]byte, 40)
	b[0], b[9], b[3] = 0x45, TCP, 40
	copy(b[12:], []byte{10, 0, 0, 1})
	copy(b[16:], []byte{10, 0, 0, 2})
	binary.BigEndian.PutUint16(b[20:], 1234)
	binary.BigEndian.PutUint16(b[22:], 80)
	binary.BigEndian.PutUint32(b[24:], 7000)
	b[32], b[33] = 5<<4, tcpSyn
	p := &Packet{Data: b, Length: 40}
	p.Header, _ = ParseHeader(b)
	r := Refusal(p)
	reply := &Packet{Data: r}
	reply.Header, _ = ParseHeader(r)
	if reply.Src != p.Dst || reply.Dst != p.Src || reply.SrcPort != 80 || reply.DstPort != 1234 {
		t.Errorf("%+v does not go back", reply.Header)
	}
	if r[33] != tcpRst|tcpAck || binary.BigEndian.Uint32(r[28:]) != 7001 {
		t.Errorf("flags %x, acknowledges %d", r[33], binary.BigEndian.Uint32(r[28:]))
	}
	if checksum(r[:20], 0) != 0 || transportChecksum(reply) != 0 {
		t.Error("checksums do not fit")
	}
	if Refusal(reply) != nil {
		t.Error("a reset was answered")
	}
}

func TestPoolKeepsFramesBySize(t *testing.T) {
	var pool Pool
	p := pool.Get()
	pool.SetFrame(p, 1500)
	frame := &p.Frame[0]
	pool.Put(p)
	q := pool.Get()
	pool.SetFrame(q, 60)
	if &q.Frame[0] != frame || len(q.Data) != 60 {
		t.Error("the small frame was not used again")
	}
	pool.SetFrame(q, 60_000)
	if len(q.Frame) != MaxFrame {
		t.Errorf("a frame of %d bytes for 60000", len(q.Frame))
	}
}
