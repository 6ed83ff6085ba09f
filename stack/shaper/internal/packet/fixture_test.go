package packet

import "encoding/binary"

// newUDP builds a UDP packet of IPv4 whose checksum is left to the device.
func newUDP(payload []byte) *Packet {
	b := make([]byte, 28+len(payload))
	b[0], b[8], b[9] = 0x45, 64, UDP
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	copy(b[12:16], []byte{10, 0, 0, 1})
	copy(b[16:20], []byte{10, 0, 0, 2})
	binary.BigEndian.PutUint16(b[20:], 1000)
	binary.BigEndian.PutUint16(b[22:], 2000)
	binary.BigEndian.PutUint16(b[24:], uint16(8+len(payload)))
	copy(b[28:], payload)
	// What the kernel leaves: the sum of the pseudo header, not complemented.
	binary.BigEndian.PutUint16(b[26:], ^checksum(nil, pseudoHeader(b[12:16], b[16:20], UDP, 8+len(payload))))
	p := &Packet{Data: b, Length: len(b), Offload: Offload{Flags: needsChecksum, ChecksumStart: 20, ChecksumOffset: 6}}
	p.Header, _ = ParseHeader(b)
	return p
}

// transportChecksum verifies an IPv4 packet's transport checksum: 0 means that it fits.
func transportChecksum(p *Packet) uint16 {
	body := p.Data[p.TransportOffset:]
	return checksum(body, pseudoHeader(p.Data[12:16], p.Data[16:20], p.Protocol, len(body)))
}
