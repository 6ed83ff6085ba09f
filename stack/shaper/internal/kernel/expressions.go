package kernel

import (
	"encoding/binary"
	"net"
	"net/netip"

	"github.com/google/nftables/binaryutil"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/xt"
	"golang.org/x/sys/unix"
)

// register is the one register that our expressions compare in.
const register = 1

// onInterface matches packets that came in through an interface.
func onInterface(index int) []expr.Any {
	return []expr.Any{
		&expr.Meta{Key: expr.MetaKeyIIF, Register: register},
		equals(binaryutil.NativeEndian.PutUint32(uint32(index))),
	}
}

// from matches packets whose source is in a prefix.
func from(p netip.Prefix) []expr.Any {
	offset, length := uint32(12), uint32(4)
	if p.Addr().Is6() {
		offset, length = 8, 16
	}
	load := &expr.Payload{Base: expr.PayloadBaseNetworkHeader, Offset: offset, Len: length, DestRegister: register}
	if p.IsSingleIP() {
		return []expr.Any{load, equals(p.Addr().AsSlice())}
	}
	mask := &expr.Bitwise{
		SourceRegister: register, DestRegister: register, Len: length,
		Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen()), Xor: make([]byte, length),
	}
	return []expr.Any{load, mask, equals(p.Masked().Addr().AsSlice())}
}

// toAddress matches packets for one address.
func toAddress(a netip.Addr) []expr.Any {
	offset, length := uint32(16), uint32(4)
	if a.Is6() {
		offset, length = 24, 16
	}
	load := &expr.Payload{Base: expr.PayloadBaseNetworkHeader, Offset: offset, Len: length, DestRegister: register}
	return []expr.Any{load, equals(a.AsSlice())}
}

// overTransport matches packets of a transport protocol.
func overTransport(protocol uint8) []expr.Any {
	return []expr.Any{
		&expr.Meta{Key: expr.MetaKeyL4PROTO, Register: register},
		equals([]byte{protocol}),
	}
}

// withPort matches a port at an offset in the transport header: 0 the source, 2 the destination.
func withPort(port uint16, offset uint32) []expr.Any {
	return []expr.Any{
		&expr.Payload{Base: expr.PayloadBaseTransportHeader, Offset: offset, Len: 2, DestRegister: register},
		equals(binary.BigEndian.AppendUint16(nil, port)),
	}
}

// neighbourDiscovery matches the ICMPv6 messages by which a link works at all
// (multicast listeners 130–132, routers and neighbours 133–137, and on to 143).
func neighbourDiscovery() []expr.Any {
	return append(overTransport(unix.IPPROTO_ICMPV6),
		&expr.Payload{Base: expr.PayloadBaseTransportHeader, Offset: 0, Len: 1, DestRegister: register},
		&expr.Cmp{Op: expr.CmpOpGte, Register: register, Data: []byte{130}},
		&expr.Cmp{Op: expr.CmpOpLte, Register: register, Data: []byte{143}},
	)
}

func equals(data []byte) expr.Any {
	return &expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: data}
}

// queueExpression sends a packet to a queue, or lets it pass when nobody reads it.
type queueExpression func(number uint16) expr.Any

// nativeQueue is nftables' own queue (CONFIG_NFT_QUEUE).
func nativeQueue(number uint16) expr.Any {
	return &expr.Queue{Num: number, Total: 1, Flag: expr.QueueFlagBypass}
}

// xtablesQueue is the NFQUEUE target of iptables inside an nftables rule
// (CONFIG_NFT_COMPAT), which is there on kernels without the native one.
// Its info is struct xt_NFQ_info_v3, padded to 8 bytes.
func xtablesQueue(number uint16) expr.Any {
	info := make([]byte, 8)
	binary.NativeEndian.PutUint16(info[0:], number)
	binary.NativeEndian.PutUint16(info[2:], 1) // one queue
	binary.NativeEndian.PutUint16(info[4:], 1) // NFQ_FLAG_BYPASS
	unknown := xt.Unknown(info)
	return &expr.Target{Name: "NFQUEUE", Rev: 3, Info: &unknown}
}
