package ingress

import (
	"fmt"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/schedule"
)

const (
	headersOnly = 128    // enough for IPv6 with extensions and what a refusal quotes
	allBytes    = 0xffff // the most the kernel copies
	// verdictLimit is when a batch of verdicts is sent, in bytes.
	verdictLimit = 32 << 10
)

// Outlets are the ways other than the verdict: copies and refusals need them.
type Outlets struct {
	ToHost func(packet []byte) error // into this host's own stack
	ToWire func(packet []byte) error // out of the data interface
}

// Interceptor holds packets where the rules send them to the queue.
type Interceptor struct {
	fd       int
	stamps   int // see openStamps
	reader   reader
	pool     packet.Pool
	verdicts []byte
	outlets  Outlets
	needs    effects.Needs
}

// Open binds the queue. Packets come once a rule sends them there.
func Open(outlets Outlets) (*Interceptor, error) {
	fd, err := openQueue()
	if err != nil {
		return nil, err
	}
	i := &Interceptor{fd: fd, stamps: openStamps(), outlets: outlets, verdicts: make([]byte, 0, 2*verdictLimit)}
	i.reader.grow(headersOnly)
	if err := setCopy(fd, headersOnly, true); err != nil {
		i.Close()
		return nil, fmt.Errorf("configure queue: %w", err)
	}
	return i, nil
}

// Close unbinds the queue; from then on packets bypass it.
func (i *Interceptor) Close() error {
	if i.stamps >= 0 {
		unix.Close(i.stamps)
	}
	return unix.Close(i.fd)
}

func (i *Interceptor) Descriptor() int { return i.fd }

// Adapt sets how much of each packet is copied and whether large segments come whole.
func (i *Interceptor) Adapt(needs effects.Needs) error {
	bytes := uint32(headersOnly)
	if needs.AllBytes {
		bytes = allBytes
	}
	i.reader.grow(int(bytes))
	if err := setCopy(i.fd, bytes, !needs.EachPacket); err != nil {
		return fmt.Errorf("configure queue: %w", err)
	}
	i.needs = needs
	return nil
}

func (i *Interceptor) Receive(batch []*packet.Packet) ([]*packet.Packet, error) {
	datagrams, err := i.reader.read(i.fd)
	if err != nil || datagrams == 0 {
		return batch, err
	}
	nowNs, wallNs := schedule.NowNs(), wallClockNs()
	for n := range datagrams {
		eachPacket(i.reader.datagram(n), func(q queued) {
			p := i.pool.Get()
			p.Header, _ = packet.ParseHeader(q.payload)
			p.QueueID, p.Length = q.id, q.fullLength
			p.ArrivedNs = arrival(q.stampNs, wallNs, nowNs)
			p.Data = q.payload
			if i.needs.AllBytes {
				i.pool.SetFrame(p, len(q.payload))
				copy(p.Data, q.payload)
			}
			batch = append(batch, p)
		})
	}
	return batch, nil
}

func (i *Interceptor) Release(p *packet.Packet) {
	i.addVerdict(p, verdictAccept)
	if p.Copies > 0 && len(p.Data) == p.Length {
		i.sendVerdicts() // the original first
		for range p.Copies {
			_ = i.outlets.ToHost(p.Data)
		}
	}
	i.pool.Put(p)
}

func (i *Interceptor) Discard(p *packet.Packet) {
	i.addVerdict(p, verdictDrop)
	i.pool.Put(p)
}

func (i *Interceptor) Answer(reply []byte) { _ = i.outlets.ToWire(reply) }

func (i *Interceptor) Flush() error { return i.sendVerdicts() }

// addVerdict notes what is to become of p.
func (i *Interceptor) addVerdict(p *packet.Packet, verdict uint32) {
	begin := len(i.verdicts)
	b := beginMessage(i.verdicts, messageVerdict, 0, QueueNumber)
	b = appendVerdictHeader(b, verdict, p.QueueID)
	if p.Altered && verdict == verdictAccept {
		b = appendAttr(b, attrPayload, p.Data)
	}
	i.verdicts = endMessage(b, begin)
	if len(i.verdicts) >= verdictLimit {
		_ = i.sendVerdicts() // a lasting failure comes back at Flush
	}
}

// sendVerdicts hands the noted verdicts over. The kernel carries each accepted
// packet up its stack before this returns.
func (i *Interceptor) sendVerdicts() error {
	if len(i.verdicts) == 0 {
		return nil
	}
	err := unix.Sendto(i.fd, i.verdicts, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
	i.verdicts = i.verdicts[:0]
	if err != nil {
		return fmt.Errorf("give verdicts: %w", err)
	}
	return nil
}
