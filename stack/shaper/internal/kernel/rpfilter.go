package kernel

import (
	"errors"
	"fmt"
)

// Values of the reverse path filter. In force for an interface is the larger
// of its own and that of "all".
const (
	noFilter     = 0
	strictFilter = 1
	looseFilter  = 2
)

// PathCheck is what is wanted of the filter of an interface.
type PathCheck int

const (
	AsFound   PathCheck = iota // as it was before us
	NotStrict                  // packets pass though their way back leads elsewhere
	Strict                     // they do not
)

// ErrLooseEverywhere says that no interface of this namespace can check paths strictly.
var ErrLooseEverywhere = errors.New("net.ipv4.conf.all.rp_filter is 2 (loose) in the node, so no interface can check paths strictly; " +
	"start the node with it at 0 or 1 (docker run --sysctl net.ipv4.conf.all.rp_filter=0, or sysctls in Compose)")

// errTagTaken says that nothing can be noted on the interface for those who clean up.
var errTagTaken = errors.New("the tag of the interface (net.ipv4.conf.*.tag) is in use by another program")

// ReversePath is the reverse path filter of one interface. In strict mode the
// kernel drops what arrives from a peer whose route leads elsewhere, and the
// routes to diverted peers do. For egress alone that must not be (many systems
// set it: RHEL, Fedora); for ingress without a queue it is just what is wanted.
type ReversePath struct {
	name     string
	index    int
	all      int // of all interfaces
	original int
	current  int
	tag      int
	absent   bool // IPv4 is not spoken here
}

// OpenReversePath reads the filter of an interface. What a killed shaper noted
// on the interface is believed before what is found.
func OpenReversePath(name string, index int) (*ReversePath, error) {
	r := &ReversePath{name: name, index: index}
	var err error
	if r.all, err = readConf("all", "rp_filter"); err != nil {
		r.absent = true
		return r, nil
	}
	if r.current, err = readConf(name, "rp_filter"); err != nil {
		return nil, err
	}
	if r.tag, err = readConf(name, "tag"); err != nil {
		return nil, err
	}
	r.original = r.current
	if was, noted := notedFilter(r.tag); noted {
		r.original = was
	}
	return r, nil
}

// CanBeStrict says why Strict is not possible, or nil.
func (r *ReversePath) CanBeStrict() error {
	_, noted := notedFilter(r.tag)
	switch {
	case r.absent:
		return errors.New("this node has no IPv4")
	case r.all == looseFilter:
		return ErrLooseEverywhere
	case r.tag != 0 && !noted:
		return errTagTaken
	}
	return nil
}

// WasStrict reports whether the filter was strict before us.
func (r *ReversePath) WasStrict() bool { return max(r.all, r.original) == strictFilter }

// IsStrict reports whether the filter is strict now.
func (r *ReversePath) IsStrict() bool { return !r.absent && max(r.all, r.current) == strictFilter }

// Set changes the filter, and notes on the interface what it was, in one step.
// It is set by netlink, since /proc/sys is read-only in a container.
func (r *ReversePath) Set(want PathCheck) error {
	if r.absent {
		return nil
	}
	value, tag := r.original, 0
	switch want {
	case NotStrict:
		if r.WasStrict() {
			value = looseFilter
		}
	case Strict:
		if err := r.CanBeStrict(); err != nil {
			return err
		}
		if !r.WasStrict() {
			value = strictFilter
		}
	}
	if value != r.original || want == Strict {
		tag = noteFilter(r.original)
	}
	if _, noted := notedFilter(r.tag); r.tag != 0 && !noted {
		tag = r.tag // of others
	}
	if value == r.current && tag == r.tag {
		return nil
	}
	if err := setConf(r.index, map[uint16]int{confFilter: value, confTag: tag}); err != nil {
		return fmt.Errorf("set the reverse path filter of %s to %d: %w", r.name, value, err)
	}
	r.current, r.tag = value, tag
	return nil
}

// OpenUp lets our own device take packets from anywhere, whatever the kernel
// gave it as default. Should "all" be strict or loose, a device without an address would take
// only what is routed to it; it is given the one that means nobody (RFC 7600).
func OpenUp(device *Device) error {
	all, err := readConf("all", "rp_filter")
	if err != nil {
		return nil // no IPv4 here
	}
	value := noFilter
	if all != noFilter {
		value = looseFilter
		if err := device.addDummyAddress(); err != nil {
			return fmt.Errorf("address of %s: %w", device.link.Attrs().Name, err)
		}
	}
	return setConf(device.Index(), map[uint16]int{confFilter: value})
}
