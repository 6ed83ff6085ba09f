// Package probe finds out what faults this kernel and this container allow,
// by trying each thing once and undoing it. Nothing is assumed from version
// numbers: vendors' kernels leave parts out and put parts in.
package probe

import (
	"errors"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/ingress"
)

// Finding is the outcome of one trial.
type Finding struct {
	Works  bool   `json:"works"`
	Detail string `json:"detail,omitempty"` // which of several ways, when it works
	Reason string `json:"reason,omitempty"` // why not, when it does not
}

// Report is all there is to know before a fault is tried.
type Report struct {
	Kernel  string             `json:"kernel"`
	Cgroup  string             `json:"cgroup"`
	Ingress Finding            `json:"ingress"` // faults on packets that reach the node
	Egress  Finding            `json:"egress"`  // faults on packets that leave it
	Parts   map[string]Finding `json:"parts"`
}

// trials is the table of parts. Each returns a detail or why it does not work.
var trials = map[string]func() (string, error){
	"tun":            tryTUN,
	"packetSocket":   tryPacketSocket,
	"rawSocket":      tryRawSocket,
	"nfqueue":        tryQueue,
	"nftables":       tryNftables,
	"nftablesOwner":  tryTableOwner,
	"iptablesLegacy": tryIptablesLegacy,
	"netem":          tryNetem,
	"ifb":            tryIFB,
	"priority":       tryPriority,
}

var (
	ingressParts = []string{"nfqueue", "nftables", "rawSocket"}
	egressParts  = []string{"tun", "packetSocket", "rawSocket"}
)

// Run tries everything.
func Run() Report {
	report := Report{Kernel: kernelRelease(), Cgroup: cgroupVersion(), Parts: map[string]Finding{}}
	for name, try := range trials {
		detail, err := try()
		report.Parts[name] = finding(detail, err)
	}
	report.Ingress = report.all(ingressParts)
	report.Egress = report.all(egressParts)
	return report
}

func finding(detail string, err error) Finding {
	if err != nil {
		return Finding{Reason: reason(err)}
	}
	return Finding{Works: true, Detail: detail}
}

// all works when each of the parts does; otherwise the first that does not is the reason.
func (r *Report) all(parts []string) Finding {
	for _, name := range parts {
		if part := r.Parts[name]; !part.Works {
			return Finding{Reason: name + ": " + part.Reason}
		}
	}
	return Finding{Works: true}
}

// reason adds to an error what a person can do about it.
func reason(err error) string {
	switch {
	case errors.Is(err, ingress.ErrQueueTaken):
		return err.Error()
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		return err.Error() + " (the container lacks a capability or a device)"
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.EPROTONOSUPPORT), errors.Is(err, unix.EINVAL):
		return err.Error() + " (this kernel does not have it)"
	}
	return err.Error()
}

func kernelRelease() string {
	var u unix.Utsname
	if unix.Uname(&u) != nil {
		return "unknown"
	}
	return unix.ByteSliceToString(u.Release[:])
}

func cgroupVersion() string {
	var fs unix.Statfs_t
	switch err := unix.Statfs("/sys/fs/cgroup", &fs); {
	case err != nil:
		return "unknown"
	case fs.Type == unix.CGROUP2_SUPER_MAGIC:
		return "v2"
	}
	return "v1"
}
