package probe

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/ingress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/priority"
	"dsp/shaper/internal/reentry"
)

// Names of what a trial makes and removes. The TUN vanishes by itself.
const (
	probeDevice = "dsp-probe"
	probeIFB    = "dsp-probe-ifb"
)

func tryTUN() (string, error) {
	tun, err := egress.OpenTUN(probeDevice)
	if err != nil {
		return "", err
	}
	defer tun.Close()
	if err := tun.SetOffload(true); err != nil {
		return "", err
	}
	if tun.HasUDPSegments() {
		return "large segments of TCP and UDP", nil
	}
	return "large segments of TCP", nil
}

func tryPacketSocket() (string, error) {
	return "", egress.TryPacketSocket()
}

func tryRawSocket() (string, error) {
	raw, err := egress.OpenRaw("lo")
	if err != nil {
		return "", err
	}
	raw.Close()
	return "", nil
}

func tryQueue() (string, error) {
	queue, err := ingress.Open(ingress.Outlets{})
	if errors.Is(err, ingress.ErrQueueTaken) {
		return "in use by a shaper now", nil
	}
	if err != nil {
		return "", err
	}
	return "", queue.Close()
}

func tryNftables() (string, error) { return kernel.QueueRuleKind() }

func tryTableOwner() (string, error) {
	err := kernel.OwnsTables()
	if errors.Is(err, kernel.ErrTableTaken) {
		return "in use by a shaper now", nil
	}
	return "rules go with their process", err
}

// tryReversePath makes the filter of a device of our own strict, and opens
// what reads the packets that a strict one drops.
func tryReversePath() (string, error) {
	tun, link, err := openProbeDevice()
	if err != nil {
		return "", err
	}
	defer tun.Close()
	filter, err := kernel.OpenReversePath(probeDevice, link.Attrs().Index)
	if err != nil {
		return "", err
	}
	if err := filter.Set(kernel.Strict); err != nil {
		return "", err
	}
	if err := netlink.LinkSetUp(link); err != nil {
		return "", err
	}
	reader, err := reentry.Open(reentry.Link{Index: link.Attrs().Index}, reentry.Outlets{})
	if err != nil {
		return "", err
	}
	return "ingress on IPv4 without NFQUEUE", reader.Close()
}

// tryIptablesLegacy asks for the old interface of iptables, which Pumba's
// iptables image may need; the shaper itself does not use it.
func tryIptablesLegacy() (string, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.IPPROTO_RAW)
	if err != nil {
		return "", err
	}
	defer unix.Close(fd)
	const getInfo = 64 // IPT_SO_GET_INFO
	info := make([]byte, 84)
	copy(info, "filter")
	return "", getsockopt(fd, unix.SOL_IP, getInfo, info)
}

// tryNetem adds netem to a device of our own, where no packet passes.
func tryNetem() (string, error) {
	tun, link, err := openProbeDevice()
	if err != nil {
		return "", err
	}
	defer tun.Close()
	attrs := netlink.QdiscAttrs{LinkIndex: link.Attrs().Index, Handle: netlink.MakeHandle(1, 0), Parent: netlink.HANDLE_ROOT}
	netem := netlink.NewNetem(attrs, netlink.NetemQdiscAttrs{Latency: 1000})
	if err := netlink.QdiscAdd(netem); err != nil {
		return "", fmt.Errorf("add netem qdisc: %w", err)
	}
	return "", netlink.QdiscDel(netem)
}

// openProbeDevice makes a device to try things on; it goes when it is closed.
func openProbeDevice() (*egress.TUN, netlink.Link, error) {
	tun, err := egress.OpenTUN(probeDevice)
	if err != nil {
		return nil, nil, fmt.Errorf("no device to try it on: %w", err)
	}
	link, err := netlink.LinkByName(probeDevice)
	if err != nil {
		tun.Close()
		return nil, nil, err
	}
	return tun, link, nil
}

func tryIFB() (string, error) {
	link := &netlink.Ifb{LinkAttrs: netlink.LinkAttrs{Name: probeIFB}}
	if err := netlink.LinkAdd(link); err != nil {
		return "", fmt.Errorf("add ifb device: %w", err)
	}
	return "", netlink.LinkDel(link)
}

// tryPriority asks to be woken before ordinary work, on a thread that ends with the trial.
func tryPriority() (string, error) {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		result <- priority.RaiseThread()
	}()
	return "delays stay exact on a busy machine", <-result
}
