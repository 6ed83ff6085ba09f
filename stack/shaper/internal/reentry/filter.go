package reentry

import (
	"fmt"
	"net/netip"
	"slices"

	"golang.org/x/sys/unix"
)

// Source is a prefix of senders, and whether their packets are taken. Of
// several that fit, the longest decides, as with routes.
type Source struct {
	Prefix netip.Prefix
	Taken  bool
}

const (
	everything = 1 << 20 // bytes of a packet that are taken: all
	// maxInstructions is BPF_MAXINSNS.
	maxInstructions = 4096
	// pktType is SKF_AD_OFF + SKF_AD_PKTTYPE: how the packet is addressed, as the kernel sees it.
	pktType     = 0xfffff000 + 4
	toHost      = 0 // PACKET_HOST
	toBroadcast = 1 // PACKET_BROADCAST
)

// nothing is the filter that takes no packet.
var nothing = []unix.SockFilter{ret(0)}

// filterFor builds the program, in the kernel's classic packet filter, that
// takes packets to this host from these sources, so that those of others never
// reach user space. at is where the source address is; before, if any, are
// further instructions, each of which may end in refusal.
func filterFor(sources []Source, at uint32, before []unix.SockFilter) ([]unix.SockFilter, error) {
	ordered := slices.Clone(sources)
	slices.SortStableFunc(ordered, func(a, b Source) int { return b.Prefix.Bits() - a.Prefix.Bits() })
	program := []unix.SockFilter{
		load(unix.BPF_W, pktType),
		jumpIfEqual(toHost, 2, 0),
		jumpIfEqual(toBroadcast, 1, 0),
		ret(0),
	}
	program = append(program, before...)
	program = append(program, load(unix.BPF_W, at))
	for _, s := range ordered {
		if s.Prefix.Addr().Is4() {
			program = append(program, verdictOn(s, at)...)
		}
	}
	program = append(program, ret(0))
	if len(program) > maxInstructions {
		return nil, fmt.Errorf("%d peers are too many for ingress faults without NFQUEUE: about 1000 are possible", len(sources))
	}
	return program, nil
}

// verdictOn ends the program if the address, which is loaded and is loaded again after, fits.
func verdictOn(s Source, at uint32) []unix.SockFilter {
	verdict := ret(0)
	if s.Taken {
		verdict = ret(everything)
	}
	address := s.Prefix.Masked().Addr().As4()
	value := uint32(address[0])<<24 | uint32(address[1])<<16 | uint32(address[2])<<8 | uint32(address[3])
	switch bits := s.Prefix.Bits(); bits {
	case 0:
		return []unix.SockFilter{verdict}
	case 32:
		return []unix.SockFilter{jumpIfEqual(value, 0, 1), verdict}
	default:
		mask := ^uint32(0) << (32 - bits)
		return []unix.SockFilter{
			{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: mask},
			jumpIfEqual(value, 0, 1), verdict,
			load(unix.BPF_W, at),
		}
	}
}

func load(width uint16, at uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_LD | width | unix.BPF_ABS, K: at}
}

func jumpIfEqual(value uint32, yes, no uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: yes, Jf: no, K: value}
}

func ret(bytes uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: bytes}
}

// attach puts a filter in the place of the one before, between two packets.
func attach(fd int, program []unix.SockFilter) error {
	f := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	if err := unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &f); err != nil {
		return fmt.Errorf("filter of a packet socket: %w", err)
	}
	return nil
}
