// Package packet holds what the shaper knows of a packet while it has it in
// hand: where it goes, when it came, and the bytes, as far as they were copied.
package packet

// Packet is one IP packet, or one large segment that stands for several
// (segmentation offload), on its way through the shaper.
type Packet struct {
	Header
	Length    int   // bytes of the IP packet, whatever part of it was copied
	ArrivedNs int64 // monotonic time at which the kernel had it
	DueNs     int64 // monotonic time at which it goes on
	Copies    int   // how many more times it is sent
	Altered   bool  // Data differs from what the kernel has

	// Data begins at the IP header. Of an ingress packet it is only the first
	// bytes, valid until the next receive, unless the program needs them all.
	Data []byte
	// Offload is set where the packet came with a virtio-net header (egress).
	Offload Offload
	// Frame is the whole buffer behind Data, with Headroom bytes before it.
	Frame []byte
	// QueueID is the kernel's name for a packet it holds for us (ingress).
	QueueID uint32
}

// Headroom before Data in a Frame: a virtio-net header and an Ethernet header,
// so that a packet read from one device is sent to another without being moved.
const Headroom = OffloadSize + EthernetSize

// EthernetSize is the length of an Ethernet header without tags.
const EthernetSize = 14

// MaxFrame holds the largest IP packet and the headroom.
const MaxFrame = Headroom + 65_536

// frame sizes kept apart, so that a queue full of acknowledgements does not cost a queue full of large segments.
var frameSizes = [...]int{2_048, 8_192, 32_768, MaxFrame}

// MediumData is the largest packet for which a frame below the largest size is enough.
const MediumData = 32_768 - Headroom

// maxFree bounds how many unused frames of each size are kept.
var maxFree = [...]int{4_096, 512, 128, 64}

// Pool recycles packets of one lane. It is used by one thread only, hence without locks.
type Pool struct {
	packets []*Packet
	frames  [len(frameSizes)][][]byte
}

// Get returns an empty packet without a frame.
func (pool *Pool) Get() *Packet {
	if n := len(pool.packets); n > 0 {
		p := pool.packets[n-1]
		pool.packets = pool.packets[:n-1]
		return p
	}
	return &Packet{}
}

// SetFrame gives p a frame with room for n bytes of IP packet, and points Data at them.
func (pool *Pool) SetFrame(p *Packet, n int) {
	class := 0
	for frameSizes[class] < Headroom+n {
		class++
	}
	if free := pool.frames[class]; len(free) > 0 {
		p.Frame = free[len(free)-1]
		pool.frames[class] = free[:len(free)-1]
	} else {
		p.Frame = make([]byte, frameSizes[class])
	}
	p.Data = p.Frame[Headroom : Headroom+n]
}

// Put takes a packet and its frame back.
func (pool *Pool) Put(p *Packet) {
	for class, size := range frameSizes {
		if len(p.Frame) == size && len(pool.frames[class]) < maxFree[class] {
			pool.frames[class] = append(pool.frames[class], p.Frame)
		}
	}
	*p = Packet{}
	if len(pool.packets) < maxFree[0] {
		pool.packets = append(pool.packets, p)
	}
}
