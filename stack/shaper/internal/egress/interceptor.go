package egress

import (
	"net/netip"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/schedule"
)

// readsAtOnce bounds how long due packets wait for those that come.
const readsAtOnce = 64

// Link is what the interceptor has to know of the data interface.
type Link struct {
	Index    int
	Hardware [6]byte
	// NextHop returns where a packet to dst goes first on this interface.
	NextHop func(dst netip.Addr) (hop netip.Addr, ok bool)
}

// Interceptor reads diverted packets from the TUN and sends them on.
type Interceptor struct {
	tun        *TUN
	raw        *RawSocket
	wire       *wire
	neighbours *neighbours
	link       Link
	pool       packet.Pool
	spare      *packet.Packet   // a frame of the largest size, to read into
	sent       []*packet.Packet // their frames are in use until flush
}

// Open readies the way from the TUN to the interface. The TUN and the raw
// socket are lent; Close leaves them open.
func Open(tun *TUN, raw *RawSocket, link Link) (*Interceptor, error) {
	w, err := openWire(link.Index, link.Hardware)
	if err != nil {
		return nil, err
	}
	n, err := watchNeighbours(link.Index)
	if err != nil {
		w.close()
		return nil, err
	}
	return &Interceptor{tun: tun, raw: raw, wire: w, neighbours: n, link: link}, nil
}

// Close stops sending.
func (i *Interceptor) Close() error {
	i.neighbours.close()
	i.wire.close()
	return nil
}

func (i *Interceptor) Descriptor() int { return i.tun.fd }

// Adapt chooses between large segments and packets as the wire has them.
func (i *Interceptor) Adapt(needs effects.Needs) error {
	return i.tun.SetOffload(!needs.EachPacket && !needs.AllBytes)
}

func (i *Interceptor) Receive(batch []*packet.Packet) ([]*packet.Packet, error) {
	for range readsAtOnce {
		p, err := i.receiveOne()
		if err != nil || p == nil {
			return batch, err
		}
		p.ArrivedNs = schedule.NowNs()
		batch = append(batch, p)
	}
	return batch, nil
}

// receiveOne reads into a frame of the largest size and moves what is much
// smaller, so that a queue of small packets takes little memory. The TUN gives
// the offload header right before the packet, where the Ethernet header will
// be; the frame has room before that for the offload header to move to.
func (i *Interceptor) receiveOne() (*packet.Packet, error) {
	if i.spare == nil {
		i.spare = i.pool.Get()
		i.pool.SetFrame(i.spare, packet.MaxFrame-packet.Headroom)
	}
	const begin = packet.Headroom - packet.OffloadSize
	n, err := i.tun.read(i.spare.Frame[begin:])
	if err != nil || n <= packet.OffloadSize {
		return nil, err
	}
	p := i.spare
	length := n - packet.OffloadSize
	if length <= packet.MediumData {
		p = i.pool.Get()
		i.pool.SetFrame(p, length)
		copy(p.Frame[begin:], i.spare.Frame[begin:begin+n])
	} else {
		i.spare = nil
		p.Data = p.Frame[packet.Headroom : packet.Headroom+length]
	}
	p.Offload = packet.ReadOffload(p.Frame[begin:])
	p.Header, _ = packet.ParseHeader(p.Data)
	p.Length = length
	return p, nil
}

func (i *Interceptor) Release(p *packet.Packet) {
	hop, onLink := i.link.NextHop(p.Dst)
	address, known := i.neighbours.lookup(hop, p.DueNs)
	switch {
	case onLink && known:
		for range 1 + p.Copies {
			if i.wire.isFull() {
				_ = i.Flush() // a lasting failure comes back at the next Flush
			}
			i.wire.add(p, address)
		}
		i.sent = append(i.sent, p)
		return
	case p.IsLargeSegment():
		// Too large for the kernel's own way, and nobody to send it to: it is
		// lost, as when a neighbour's queue overflows, while the kernel looks.
		i.neighbours.use(hop)
	default:
		i.releaseByKernel(p)
	}
	i.pool.Put(p)
}

// releaseByKernel lets the kernel find the neighbour; its table then tells us.
func (i *Interceptor) releaseByKernel(p *packet.Packet) {
	p.CompleteChecksum()
	_ = i.Flush() // those before it first
	for range 1 + p.Copies {
		if i.raw.Send(p.Data) != nil {
			i.wire.unsent++
		}
	}
}

func (i *Interceptor) Discard(p *packet.Packet) { i.pool.Put(p) }

// Answer gives a refusal to the local socket that sent the packet.
func (i *Interceptor) Answer(reply []byte) { _ = i.tun.WriteToHost(reply) }

func (i *Interceptor) Flush() error {
	err := i.wire.flush()
	for _, p := range i.sent {
		i.pool.Put(p)
	}
	i.sent = i.sent[:0]
	return err
}
