package packet

import "encoding/binary"

// Kinds of large segments of IPv4 (struct virtio_net_hdr's gso_type). What
// else there is, such as a datagram that is to be fragmented, stays whole.
const (
	segmentsTCP4 = 1
	segmentsUDP  = 5
	segmentsECN  = 0x80 // a flag beside the kind
)

const (
	tcpPsh = 1 << 3
	tcpCwr = 1 << 7
)

// Cut appends to batch the packets of the wire that the large segment p stands
// for, and takes p back. Where the kernel cannot be asked to cut (a packet
// socket gives what the device gave), this does as it does. A packet that is
// none, or of a kind that is not cut, is appended as it is.
func (pool *Pool) Cut(p *Packet, batch []*Packet) []*Packet {
	header, checksumAt := segmentHeader(p)
	size := int(p.Offload.SegmentSize)
	if header == 0 || size == 0 || header >= len(p.Data) {
		return append(batch, p)
	}
	payload := p.Data[header:]
	for from := 0; from < len(payload); from += size {
		part := payload[from:min(from+size, len(payload))]
		q := pool.Get()
		pool.SetFrame(q, header+len(part))
		copy(q.Data, p.Data[:header])
		copy(q.Data[header:], part)
		q.Header, q.Length, q.ArrivedNs = p.Header, len(q.Data), p.ArrivedNs
		q.Offload = Offload{Flags: needsChecksum, ChecksumStart: uint16(p.TransportOffset), ChecksumOffset: checksumAt}
		q.renumber(from, from/size, from+size >= len(payload))
		batch = append(batch, q)
	}
	pool.Put(p)
	return batch
}

// segmentHeader returns how long the headers are that every packet repeats,
// and where the transport's checksum is; 0 when p is not to be cut.
func segmentHeader(p *Packet) (length int, checksumAt uint16) {
	at := p.TransportOffset
	switch kind := p.Offload.SegmentType &^ segmentsECN; {
	case !p.Src.Is4() || at == 0:
		return 0, 0
	case kind == segmentsTCP4 && p.Protocol == TCP && len(p.Data) >= at+20:
		return at + int(p.Data[at+12]>>4)*4, 16
	case kind == segmentsUDP && p.Protocol == UDP && len(p.Data) >= at+8:
		return at + 8, 6
	}
	return 0, 0
}

// renumber makes the copied headers those of the n-th packet, whose payload
// begins at offset. The checksum is left to the device, as the kernel does.
func (p *Packet) renumber(offset, n int, last bool) {
	ip, at := p.Data, p.TransportOffset
	binary.BigEndian.PutUint16(ip[2:], uint16(len(ip)))
	binary.BigEndian.PutUint16(ip[4:], binary.BigEndian.Uint16(ip[4:])+uint16(n))
	ip[10], ip[11] = 0, 0
	binary.BigEndian.PutUint16(ip[10:], checksum(ip[:at], 0))
	body := ip[at:]
	if p.Protocol == TCP {
		binary.BigEndian.PutUint32(body[4:], binary.BigEndian.Uint32(body[4:])+uint32(offset))
		if !last {
			body[13] &^= tcpFin | tcpPsh
		}
		if n > 0 {
			body[13] &^= tcpCwr
		}
	} else {
		binary.BigEndian.PutUint16(body[4:], uint16(len(body)))
	}
	// The sum of the pseudo header, not complemented.
	sum := ^checksum(nil, pseudoHeader(ip[12:16], ip[16:20], p.Protocol, len(body)))
	binary.BigEndian.PutUint16(body[p.Offload.ChecksumOffset:], sum)
}
