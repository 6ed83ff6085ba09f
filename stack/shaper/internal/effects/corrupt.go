package effects

import (
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
)

// corrupt flips one random bit in a share of the packets, behind the IP
// header, so that the packet still reaches its host and fails there as damage
// on a real wire does: one flipped bit always breaks the Internet checksum.
//
// netem flips a bit anywhere in the packet, Ethernet payload included; a
// damaged address there makes it a lost or stray packet rather than a corrupt one.
type corrupt struct {
	random Random
	share  float64
}

func newCorrupt(rule program.Rule, random Random) Effect {
	return &corrupt{random, rule.Params.(*program.CorruptParams).Percent / 100}
}

func (c *corrupt) Apply(p *packet.Packet, fate *Fate) Outcome {
	hit, where := c.random.chance(c.share), c.random.Float64()
	if !hit {
		return Untouched
	}
	from := damageable(p)
	if from >= len(p.Data) || len(p.Data) < p.Length || p.IsLargeSegment() {
		return Untouched // copied before this rule was set: its bytes are not all here
	}
	p.CompleteChecksum()
	bit := int(where * float64((len(p.Data)-from)*8))
	p.Data[from+bit/8] ^= 1 << (bit % 8)
	fate.Altered = true
	return Corrupted
}

// damageable returns where damage may begin: the payload, or, for a packet
// without one, the transport header behind its ports.
func damageable(p *packet.Packet) int {
	at := p.TransportOffset
	if at == 0 {
		return len(p.Data)
	}
	payload := at + 8
	if p.Protocol == packet.TCP && len(p.Data) > at+12 {
		payload = at + int(p.Data[at+12]>>4)*4
	}
	if payload < len(p.Data) {
		return payload
	}
	return at + 4
}
