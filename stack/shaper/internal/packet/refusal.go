package packet

import "encoding/binary"

const (
	tcpFin = 1 << 0
	tcpSyn = 1 << 1
	tcpRst = 1 << 2
	tcpAck = 1 << 4

	icmpUnreachable4, portUnreachable4 = 3, 3
	icmpUnreachable6, portUnreachable6 = 1, 4

	// quoted is how much of the refused packet an ICMP error carries: enough for
	// the sender to find its socket, on every stack (RFC 792 asks for 8 bytes after the header).
	quoted = 96
)

// Refusal builds what a host that refuses p would answer: a TCP reset, or ICMP
// port unreachable for all else. It returns nil where nothing may be answered:
// to a reset, to an ICMP message other than an echo request, to a later fragment, to a group.
func Refusal(p *Packet) []byte {
	if p.TransportOffset == 0 || p.Dst.IsMulticast() || p.Src.IsUnspecified() {
		return nil
	}
	switch p.Protocol {
	case TCP:
		return tcpReset(p)
	case ICMPv4:
		if p.Data[p.TransportOffset] != 8 {
			return nil
		}
	case ICMPv6:
		if p.Data[p.TransportOffset] != 128 {
			return nil
		}
	}
	return unreachable(p)
}

// tcpReset answers as RFC 9293 section 3.10.7.1 says for a connection that does not exist.
func tcpReset(p *Packet) []byte {
	if len(p.Data) < p.TransportOffset+20 {
		return nil
	}
	in := p.Data[p.TransportOffset:]
	flags := in[13]
	if flags&tcpRst != 0 {
		return nil
	}
	reply, out := newReply(p, TCP, 20)
	copy(out[0:2], in[2:4])
	copy(out[2:4], in[0:2])
	out[12] = 5 << 4
	if flags&tcpAck != 0 {
		copy(out[4:8], in[8:12])
		out[13] = tcpRst
	} else {
		length := uint32(p.Length-p.TransportOffset) - uint32(in[12]>>4)*4
		if flags&tcpSyn != 0 {
			length++
		}
		if flags&tcpFin != 0 {
			length++
		}
		binary.BigEndian.PutUint32(out[8:], binary.BigEndian.Uint32(in[4:])+length)
		out[13] = tcpRst | tcpAck
	}
	seal(reply, out, TCP, 16)
	return reply
}

func unreachable(p *Packet) []byte {
	quote := p.Data[:min(len(p.Data), quoted)]
	if p.Dst.Is4() {
		reply, out := newReply(p, ICMPv4, 8+len(quote))
		out[0], out[1] = icmpUnreachable4, portUnreachable4
		copy(out[8:], quote)
		binary.BigEndian.PutUint16(out[2:], checksum(out, 0))
		return reply
	}
	reply, out := newReply(p, ICMPv6, 8+len(quote))
	out[0], out[1] = icmpUnreachable6, portUnreachable6
	copy(out[8:], quote)
	seal(reply, out, ICMPv6, 2)
	return reply
}

// newReply makes an IP packet from p's destination to its source and returns it with its body.
func newReply(p *Packet, protocol uint8, length int) (reply, body []byte) {
	if p.Dst.Is4() {
		b := make([]byte, 20+length)
		b[0], b[8], b[9] = 0x45, 64, protocol
		binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
		binary.BigEndian.PutUint16(b[6:], 0x4000) // don't fragment
		copy(b[12:16], p.Dst.AsSlice())
		copy(b[16:20], p.Src.AsSlice())
		binary.BigEndian.PutUint16(b[10:], checksum(b[:20], 0))
		return b, b[20:]
	}
	b := make([]byte, 40+length)
	b[0], b[6], b[7] = 0x60, protocol, 64
	binary.BigEndian.PutUint16(b[4:], uint16(length))
	copy(b[8:24], p.Dst.AsSlice())
	copy(b[24:40], p.Src.AsSlice())
	return b, b[40:]
}

// seal writes the checksum of body, pseudo header included, at field.
func seal(reply, body []byte, protocol uint8, field int) {
	addresses := reply[12:20]
	if reply[0]>>4 == 6 {
		addresses = reply[8:40]
	}
	half := len(addresses) / 2
	initial := pseudoHeader(addresses[:half], addresses[half:], protocol, len(body))
	binary.BigEndian.PutUint16(body[field:], checksum(body, initial))
}
