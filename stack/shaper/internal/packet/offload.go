package packet

import "encoding/binary"

// OffloadSize is the length of struct virtio_net_hdr (linux/virtio_net.h).
const OffloadSize = 10

// Values of struct virtio_net_hdr.
const (
	needsChecksum = 1
	noSegments    = 0
)

// Offload is struct virtio_net_hdr: what the kernel left undone on a packet,
// because the next device may do it cheaper: the checksum, the cutting into segments.
type Offload struct {
	Flags          uint8
	SegmentType    uint8
	HeaderLength   uint16
	SegmentSize    uint16
	ChecksumStart  uint16
	ChecksumOffset uint16
}

// ReadOffload reads the header that a device with IFF_VNET_HDR puts before each packet.
func ReadOffload(b []byte) Offload {
	return Offload{
		Flags:          b[0],
		SegmentType:    b[1],
		HeaderLength:   binary.NativeEndian.Uint16(b[2:]),
		SegmentSize:    binary.NativeEndian.Uint16(b[4:]),
		ChecksumStart:  binary.NativeEndian.Uint16(b[6:]),
		ChecksumOffset: binary.NativeEndian.Uint16(b[8:]),
	}
}

// ReadLinkOffload reads the header that a packet socket puts before each frame:
// its offsets count from the Ethernet header. What the device promised of the
// checksum is left out, since it is not known to whoever gets the packet next.
func ReadLinkOffload(b []byte) Offload {
	o := ReadOffload(b)
	o.Flags &= needsChecksum
	if o.Flags&needsChecksum != 0 {
		o.ChecksumStart -= min(o.ChecksumStart, EthernetSize)
	}
	if o.SegmentType != noSegments {
		o.HeaderLength = o.ChecksumStart // as much as the next kernel needs in one piece at once
	}
	return o
}

// WriteTo writes the header for a device whose packets begin linkHeader bytes earlier.
func (o Offload) WriteTo(b []byte, linkHeader int) {
	b[0], b[1] = o.Flags, o.SegmentType
	if o.Flags&needsChecksum != 0 {
		o.ChecksumStart += uint16(linkHeader)
	}
	if o.SegmentType != noSegments {
		o.HeaderLength += uint16(linkHeader)
	}
	binary.NativeEndian.PutUint16(b[2:], o.HeaderLength)
	binary.NativeEndian.PutUint16(b[4:], o.SegmentSize)
	binary.NativeEndian.PutUint16(b[6:], o.ChecksumStart)
	binary.NativeEndian.PutUint16(b[8:], o.ChecksumOffset)
}

// IsLargeSegment reports whether the packet still has to be cut for the wire.
func (p *Packet) IsLargeSegment() bool { return p.Offload.SegmentType != noSegments }

// CompleteChecksum writes the transport checksum the kernel left to the device.
// A packet that is altered, or sent where nobody completes it, needs this first.
func (p *Packet) CompleteChecksum() {
	o := &p.Offload
	if o.Flags&needsChecksum == 0 {
		return
	}
	start, field := int(o.ChecksumStart), int(o.ChecksumStart)+int(o.ChecksumOffset)
	if field+2 > len(p.Data) {
		return
	}
	// The field already holds the sum of the pseudo header, so it is summed along.
	sum := checksum(p.Data[start:], 0)
	if sum == 0 && p.Protocol == UDP {
		sum = 0xffff // 0 means "no checksum" (RFC 768)
	}
	binary.BigEndian.PutUint16(p.Data[field:], sum)
	o.Flags &^= needsChecksum
}
