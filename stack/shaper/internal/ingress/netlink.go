// Package ingress intercepts packets that reach the node, with the kernel's
// packet queue (NFQUEUE): the kernel keeps the packet, the shaper sees its
// headers and says when it goes on. The protocol is small and is spoken
// directly, so that packets are read and verdicts given in batches, without
// allocation and on the thread that waits for their due times.
package ingress

import (
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// From linux/netfilter/nfnetlink_queue.h.
const (
	subsystem = 3 << 8 // NFNL_SUBSYS_QUEUE

	messagePacket  = subsystem | 0
	messageVerdict = subsystem | 1
	messageConfig  = subsystem | 2

	attrPacketHeader  = 1
	attrVerdictHeader = 2
	attrTimestamp     = 4
	attrPayload       = 10
	attrFullLength    = 13

	configCommand   = 1
	configParams    = 2
	configMaxLength = 3
	configMask      = 4
	configFlags     = 5

	commandBind = 1

	copyPacket = 2

	flagFailOpen = 1
	flagGSO      = 4

	verdictDrop   = 0
	verdictAccept = 1
)

const (
	nlHeaderSize     = unix.SizeofNlMsghdr
	nfHeaderSize     = 4 // struct nfgenmsg
	attrHeaderSize   = unix.SizeofNlAttr
	messageAlignment = 4
	attrTypeMask     = 0x3fff // NLA_TYPE_MASK
)

func align(n int) int { return (n + messageAlignment - 1) &^ (messageAlignment - 1) }

// beginMessage appends the headers of a message for a queue; endMessage sets its length.
func beginMessage(b []byte, kind uint16, flags uint16, queue uint16) []byte {
	b = binary.NativeEndian.AppendUint32(b, 0)
	b = binary.NativeEndian.AppendUint16(b, kind)
	b = binary.NativeEndian.AppendUint16(b, unix.NLM_F_REQUEST|flags)
	b = binary.NativeEndian.AppendUint64(b, 0) // sequence and port
	b = append(b, unix.AF_UNSPEC, 0)
	return binary.BigEndian.AppendUint16(b, queue)
}

func endMessage(b []byte, begin int) []byte {
	binary.NativeEndian.PutUint32(b[begin:], uint32(len(b)-begin))
	for len(b)%messageAlignment != 0 {
		b = append(b, 0)
	}
	return b
}

// appendAttr appends one attribute whose value is the parts, one after the other.
func appendAttr(b []byte, kind uint16, parts ...[]byte) []byte {
	length := attrHeaderSize
	for _, part := range parts {
		length += len(part)
	}
	b = binary.NativeEndian.AppendUint16(b, uint16(length))
	b = binary.NativeEndian.AppendUint16(b, kind)
	for _, part := range parts {
		b = append(b, part...)
	}
	for len(b)%messageAlignment != 0 {
		b = append(b, 0)
	}
	return b
}

func be16(v uint16) []byte { return binary.BigEndian.AppendUint16(nil, v) }
func be32(v uint32) []byte { return binary.BigEndian.AppendUint32(nil, v) }
