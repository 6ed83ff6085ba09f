package ingress

import (
	"encoding/binary"
)

// queued is one packet as the kernel told of it.
type queued struct {
	id         uint32
	fullLength int   // bytes of the packet, of which payload may be the first few
	stampNs    int64 // wall clock time of arrival; 0 when the kernel did not note it
	payload    []byte
}

// eachPacket calls visit for every packet in one datagram from the kernel.
// Errors about verdicts come the same way; they mean that the packet is gone
// already (its queue was flushed) and need no answer.
func eachPacket(datagram []byte, visit func(queued)) {
	for len(datagram) >= nlHeaderSize {
		length := int(binary.NativeEndian.Uint32(datagram))
		if length < nlHeaderSize || length > len(datagram) {
			return
		}
		if binary.NativeEndian.Uint16(datagram[4:]) == messagePacket && length >= nlHeaderSize+nfHeaderSize {
			if q, ok := parseAttributes(datagram[nlHeaderSize+nfHeaderSize : length]); ok {
				visit(q)
			}
		}
		datagram = datagram[min(align(length), len(datagram)):]
	}
}

func parseAttributes(b []byte) (q queued, ok bool) {
	for len(b) >= attrHeaderSize {
		length := int(binary.NativeEndian.Uint16(b))
		if length < attrHeaderSize || length > len(b) {
			return q, false
		}
		value := b[attrHeaderSize:length]
		switch binary.NativeEndian.Uint16(b[2:]) & attrTypeMask {
		case attrPacketHeader:
			if len(value) >= 4 {
				q.id, ok = binary.BigEndian.Uint32(value), true
			}
		case attrTimestamp:
			if len(value) >= 16 {
				seconds, micros := binary.BigEndian.Uint64(value), binary.BigEndian.Uint64(value[8:])
				q.stampNs = int64(seconds)*1e9 + int64(micros)*1e3
			}
		case attrPayload:
			q.payload = value
		case attrFullLength:
			if len(value) >= 4 {
				q.fullLength = int(binary.BigEndian.Uint32(value))
			}
		}
		b = b[min(align(length), len(b)):]
	}
	if q.fullLength == 0 {
		q.fullLength = len(q.payload)
	}
	return q, ok
}
