package reentry

import (
	"bytes"
	"net/netip"
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// Link is what the interceptor has to know of the data interface.
type Link struct {
	Index     int
	Hardware  [6]byte
	Addresses []netip.Prefix
}

// arpResponder answers in the kernel's place to those who ask for our
// link-layer address: the kernel checks the path of these questions too, and
// does not answer a peer whose path is not right. Without an answer the peer
// would lose sight of us after half a minute.
type arpResponder struct {
	link Link
	file *os.File // of a packet socket; in the hands of Go's poller
}

// Places in a frame with an ARP message of IPv4 over Ethernet (RFC 826).
const (
	arpSize   = 42
	arpOp     = 20
	arpSender = 22 // link-layer address, then IP address
	arpTarget = 32 // likewise
	arpAsks   = 1
	arpTells  = 2
)

func openARP(link Link) (*arpResponder, error) {
	fd, err := openFiltered(unix.ETH_P_ARP, link.Index, func(int) error { return nil })
	if err != nil {
		return nil, err
	}
	r := &arpResponder{link, os.NewFile(uintptr(fd), "arp")}
	go r.serve()
	return r, nil
}

func (r *arpResponder) close() { r.file.Close() }

func (r *arpResponder) expect(sources []Source) error {
	isQuestion := []unix.SockFilter{load(unix.BPF_H, arpOp), jumpIfEqual(arpAsks, 1, 0), ret(0)}
	program, err := filterFor(sources, arpSender+6, isQuestion)
	if err != nil {
		return err
	}
	control, err := r.file.SyscallConn()
	if err != nil {
		return err
	}
	var attached error
	if err := control.Control(func(fd uintptr) { attached = attach(int(fd), program) }); err != nil {
		return err
	}
	return attached
}

// serve answers until the socket is closed. An error that is not the end, such
// as an interface that is down for a moment, is passed over.
func (r *arpResponder) serve() {
	frame := make([]byte, 128)
	for {
		n, err := r.file.Read(frame)
		if os.IsTimeout(err) || isDown(err) {
			continue
		}
		if err != nil {
			return
		}
		if reply := r.answer(frame[:n]); reply != nil {
			_, _ = r.file.Write(reply)
		}
	}
}

func isDown(err error) bool {
	failure, ok := err.(*os.PathError)
	return ok && failure.Err == unix.ENETDOWN
}

// answer returns the frame that tells our link-layer address, or nil when another is asked for.
func (r *arpResponder) answer(question []byte) []byte {
	if len(question) < arpSize || bytes.Equal(question[arpSender+6:arpSender+10], []byte{0, 0, 0, 0}) {
		return nil // of one that has no address yet (RFC 5227), the kernel takes care
	}
	asked := netip.AddrFrom4([4]byte(question[arpTarget+6 : arpTarget+10]))
	if !slices.ContainsFunc(r.link.Addresses, func(a netip.Prefix) bool { return a.Addr() == asked }) {
		return nil
	}
	reply := bytes.Clone(question[:arpSize])
	copy(reply, question[arpSender:arpSender+6])
	copy(reply[6:], r.link.Hardware[:])
	reply[arpOp+1] = arpTells
	copy(reply[arpSender:], r.link.Hardware[:])
	copy(reply[arpSender+6:], question[arpTarget+6:arpTarget+10])
	copy(reply[arpTarget:], question[arpSender:arpSender+10])
	return reply
}
