package ingress

import (
	"encoding/binary"
	"time"
)

// appendVerdictHeader appends struct nfqnl_msg_verdict_hdr as an attribute.
func appendVerdictHeader(b []byte, verdict, id uint32) []byte {
	b = binary.NativeEndian.AppendUint16(b, attrHeaderSize+8)
	b = binary.NativeEndian.AppendUint16(b, attrVerdictHeader)
	b = binary.BigEndian.AppendUint32(b, verdict)
	return binary.BigEndian.AppendUint32(b, id)
}

func wallClockNs() int64 { return time.Now().UnixNano() }

// maxStampAgeNs bounds how far back a kernel's time stamp is believed.
const maxStampAgeNs = 50e6

// arrival is when the kernel had the packet, on the monotonic clock. With a
// stamp the way up to us does not count as added delay; a stamp from a clock
// that was just set is not believed.
func arrival(stampNs, wallNs, nowNs int64) int64 {
	age := wallNs - stampNs
	if stampNs == 0 || age < 0 || age > maxStampAgeNs {
		return nowNs
	}
	return nowNs - age
}
