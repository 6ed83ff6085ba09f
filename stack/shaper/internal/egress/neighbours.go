package egress

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"dsp/shaper/internal/schedule"
)

// neighbours mirrors the kernel's table of link-layer addresses on the data
// interface. Packet sockets pass that table by, so two things are owed to it:
// to follow its changes (a peer that comes back with another address), and to
// tell it which entries are in use, so that the kernel keeps checking them.
type neighbours struct {
	index int
	known atomic.Pointer[map[netip.Addr]*neighbour] // replaced whole; read by the lane
	write sync.Mutex
	done  chan struct{}
}

type neighbour struct {
	address [6]byte
	usedNs  atomic.Int64
}

// usableStates are those in which the kernel itself would send to an entry's address.
const usableStates = unix.NUD_REACHABLE | unix.NUD_STALE | unix.NUD_DELAY | unix.NUD_PROBE |
	unix.NUD_PERMANENT | unix.NUD_NOARP

const keepAlivePeriod = time.Second

func watchNeighbours(index int) (*neighbours, error) {
	n := &neighbours{index: index, done: make(chan struct{})}
	n.known.Store(&map[netip.Addr]*neighbour{})
	updates, err := n.subscribe()
	if err != nil {
		return nil, err
	}
	go n.follow(updates)
	go n.keepAlive()
	return n, nil
}

// subscribe asks for the table as it is and for every change of it.
func (n *neighbours) subscribe() (<-chan netlink.NeighUpdate, error) {
	updates := make(chan netlink.NeighUpdate, 256)
	err := netlink.NeighSubscribeWithOptions(updates, n.done, netlink.NeighSubscribeOptions{ListExisting: true})
	return updates, err
}

func (n *neighbours) close() { close(n.done) }

// lookup returns the link-layer address of a next hop, if the kernel knows it.
func (n *neighbours) lookup(hop netip.Addr, nowNs int64) (address [6]byte, ok bool) {
	entry := (*n.known.Load())[hop]
	if entry == nil {
		return address, false
	}
	entry.usedNs.Store(nowNs)
	return entry.address, true
}

// follow notes the changes. A subscription ends when too many came at once;
// then the table is read anew.
func (n *neighbours) follow(updates <-chan netlink.NeighUpdate) {
	for {
		n.note(updates)
		select {
		case <-n.done:
			return
		case <-time.After(100 * time.Millisecond):
		}
		if again, err := n.subscribe(); err == nil {
			updates = again
		}
	}
}

func (n *neighbours) note(updates <-chan netlink.NeighUpdate) {
	for u := range updates {
		hop, ok := netip.AddrFromSlice(u.IP)
		if !ok || u.LinkIndex != n.index {
			continue
		}
		usable := u.Type == unix.RTM_NEWNEIGH && u.State&usableStates != 0 && len(u.HardwareAddr) == 6
		n.update(hop.Unmap(), u.HardwareAddr, usable)
	}
}

func (n *neighbours) update(hop netip.Addr, address []byte, usable bool) {
	n.write.Lock()
	defer n.write.Unlock()
	old := *n.known.Load()
	before := old[hop]
	if usable && before != nil && before.address == [6]byte(address) || !usable && before == nil {
		return
	}
	next := make(map[netip.Addr]*neighbour, len(old)+1)
	for k, v := range old {
		next[k] = v
	}
	if usable {
		entry := &neighbour{address: [6]byte(address)}
		if before != nil {
			entry.usedNs.Store(before.usedNs.Load())
		}
		next[hop] = entry
	} else {
		delete(next, hop)
	}
	n.known.Store(&next)
}

// keepAlive tells the kernel every second which entries were used. It then
// confirms them by unicast and, if the peer moved, finds it again (NTF_USE).
func (n *neighbours) keepAlive() {
	tick := time.NewTicker(keepAlivePeriod)
	defer tick.Stop()
	for {
		select {
		case <-n.done:
			return
		case <-tick.C:
			since := schedule.NowNs() - int64(2*keepAlivePeriod)
			for hop, entry := range *n.known.Load() {
				if entry.usedNs.Load() > since {
					n.use(hop)
				}
			}
		}
	}
}

// use asks the kernel to resolve or confirm a neighbour, as if it had sent to it.
func (n *neighbours) use(hop netip.Addr) {
	_ = netlink.NeighSet(&netlink.Neigh{LinkIndex: n.index, IP: hop.AsSlice(), Flags: unix.NTF_USE})
}
