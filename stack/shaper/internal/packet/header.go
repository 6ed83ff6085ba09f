package packet

import (
	"encoding/binary"
	"net/netip"
)

// IP protocol numbers the shaper tells apart.
const (
	ICMPv4 = 1
	TCP    = 6
	UDP    = 17
	ICMPv6 = 58

	hopByHop           = 0
	routing            = 43
	fragment           = 44
	destinationOptions = 60
)

// Header is what rules match on.
type Header struct {
	Src, Dst         netip.Addr
	SrcPort, DstPort uint16 // 0 where HasPorts is false
	Protocol         uint8
	HasPorts         bool // false for ICMP and for all but the first fragment
	IsFragment       bool
	TransportOffset  int // where the transport header begins; 0 when it is not here
}

// ParseHeader reads the IP header and, if it is there, the ports. It reports
// false for what is not IP; such packets go on untouched.
func ParseHeader(b []byte) (Header, bool) {
	if len(b) < 1 {
		return Header{}, false
	}
	switch b[0] >> 4 {
	case 4:
		return parseIPv4(b)
	case 6:
		return parseIPv6(b)
	}
	return Header{}, false
}

func parseIPv4(b []byte) (Header, bool) {
	if len(b) < 20 {
		return Header{}, false
	}
	headerLength := int(b[0]&0x0f) * 4
	if headerLength < 20 || len(b) < headerLength {
		return Header{}, false
	}
	h := Header{
		Src:      netip.AddrFrom4([4]byte(b[12:16])),
		Dst:      netip.AddrFrom4([4]byte(b[16:20])),
		Protocol: b[9],
	}
	flagsAndOffset := binary.BigEndian.Uint16(b[6:8])
	h.IsFragment = flagsAndOffset&0x3fff != 0
	if flagsAndOffset&0x1fff == 0 {
		h.readTransport(b, headerLength)
	}
	return h, true
}

func parseIPv6(b []byte) (Header, bool) {
	if len(b) < 40 {
		return Header{}, false
	}
	h := Header{
		Src:      netip.AddrFrom16([16]byte(b[8:24])),
		Dst:      netip.AddrFrom16([16]byte(b[24:40])),
		Protocol: b[6],
	}
	offset := 40
	for {
		if h.Protocol != hopByHop && h.Protocol != routing && h.Protocol != destinationOptions && h.Protocol != fragment {
			h.readTransport(b, offset)
			return h, true
		}
		if len(b) < offset+8 {
			return h, true
		}
		next, length := b[offset], (int(b[offset+1])+1)*8
		if h.Protocol == fragment {
			length = 8
			h.IsFragment = true
			if binary.BigEndian.Uint16(b[offset+2:])&0xfff8 != 0 {
				h.Protocol = next
				return h, true
			}
		}
		h.Protocol = next
		offset += length
	}
}

func (h *Header) readTransport(b []byte, offset int) {
	if offset >= len(b) {
		return
	}
	h.TransportOffset = offset
	if (h.Protocol == TCP || h.Protocol == UDP) && len(b) >= offset+4 {
		h.SrcPort = binary.BigEndian.Uint16(b[offset:])
		h.DstPort = binary.BigEndian.Uint16(b[offset+2:])
		h.HasPorts = true
	}
}

// Flow returns a number that all packets of one flow (same addresses,
// protocol and ports) share; different flows rarely do.
func (h *Header) Flow() uint64 {
	src, dst := h.Src.As16(), h.Dst.As16()
	x := uint64(h.SrcPort)<<32 | uint64(h.DstPort)<<16 | uint64(h.Protocol)
	for _, part := range [...]uint64{
		binary.NativeEndian.Uint64(src[:8]), binary.NativeEndian.Uint64(src[8:]),
		binary.NativeEndian.Uint64(dst[:8]), binary.NativeEndian.Uint64(dst[8:]),
	} {
		x = mix(x ^ part)
	}
	return x
}

// mix is the finaliser of splitmix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
