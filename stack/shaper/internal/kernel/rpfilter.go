package kernel

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// Values of the reverse path filter, and its place in the interface's
// configuration (linux/ip.h IPV4_DEVCONF_RP_FILTER).
const (
	strictFilter = 1
	looseFilter  = 2

	inetConf         = 1 // IFLA_INET_CONF
	inetConfRPFilter = 8
)

// ReversePath is the reverse path filter of one interface. In strict mode the
// kernel drops what arrives from a peer whose route leads elsewhere, and ours
// do: a diverted peer would not only be slow but gone. Many systems set it (RHEL, Fedora).
type ReversePath struct {
	index    int
	original int
	changed  bool
}

// RelaxReversePath sets the filter of an interface from strict to loose, if
// it is strict. It is set by netlink, since /proc/sys is read-only in a container.
func RelaxReversePath(name string, index int) (*ReversePath, error) {
	r := &ReversePath{index: index}
	all, err := readFilter("all")
	if err != nil {
		return r, nil // no IPv4 here
	}
	if r.original, err = readFilter(name); err != nil {
		return nil, err
	}
	if max(all, r.original) != strictFilter {
		return r, nil
	}
	if err := setFilter(index, looseFilter); err != nil {
		return nil, fmt.Errorf("relax the reverse path filter of %s, which would drop what diverted peers send: %w", name, err)
	}
	r.changed = true
	return r, nil
}

// Restore sets the filter back to what it was.
func (r *ReversePath) Restore() error {
	if r == nil || !r.changed {
		return nil
	}
	r.changed = false
	return setFilter(r.index, r.original)
}

// Changed reports whether the filter is relaxed now.
func (r *ReversePath) Changed() bool { return r != nil && r.changed }

func readFilter(name string) (int, error) {
	b, err := os.ReadFile("/proc/sys/net/ipv4/conf/" + name + "/rp_filter")
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(b)))
}

// setFilter sends RTM_SETLINK with IFLA_AF_SPEC / AF_INET / IFLA_INET_CONF.
func setFilter(index, value int) error {
	request := nl.NewNetlinkRequest(unix.RTM_SETLINK, unix.NLM_F_ACK)
	message := nl.NewIfInfomsg(unix.AF_UNSPEC)
	message.Index = int32(index)
	request.AddData(message)
	spec := nl.NewRtAttr(unix.IFLA_AF_SPEC, nil)
	conf := spec.AddRtAttr(unix.AF_INET, nil).AddRtAttr(inetConf, nil)
	conf.AddRtAttr(inetConfRPFilter, binary.NativeEndian.AppendUint32(nil, uint32(value)))
	request.AddData(spec)
	_, err := request.Execute(unix.NETLINK_ROUTE, 0)
	return err
}
