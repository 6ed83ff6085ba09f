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
	"reversePath":    tryReversePath,
	"iptablesLegacy": tryIptablesLegacy,
	"netem":          tryNetem,
	"ifb":            tryIFB,
	"priority":       tryPriority,
}

var (
	queueParts   = []string{"nfqueue", "nftables", "rawSocket"}
	reentryParts = []string{"reversePath", "tun", "packetSocket", "rawSocket"}
	egressParts  = []string{"tun", "packetSocket", "rawSocket"}
)

// Run tries everything.
func Run() Report {
	report := Report{Kernel: kernelRelease(), Cgroup: cgroupVersion(), Parts: map[string]Finding{}}
	for name, try := range trials {
		detail, err := try()
		report.Parts[name] = finding(detail, err)
	}
	report.Ingress = report.ingress()
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

// ingress says which of the two ways is taken, and why.
func (r *Report) ingress() Finding {
	wanted, err := ingress.WantedWay()
	if err != nil {
		return Finding{Reason: err.Error()}
	}
	queue, reentry := r.all(queueParts), r.all(reentryParts)
	queue.Detail = "by NFQUEUE"
	why := "this kernel has no NFQUEUE for it: " + queue.Reason
	if wanted != "" {
		why = "chosen by " + ingress.EnvWay
	}
	reentry.Detail = "IPv4 only, by the reverse path filter and a packet socket (" + why + ")"
	switch {
	case wanted == ingress.ByQueue, wanted == "" && queue.Works:
		return queue.only()
	case wanted == ingress.ByReentry, reentry.Works:
		return reentry.only()
	}
	return Finding{Reason: queue.Reason + "; without NFQUEUE: " + reentry.Reason}
}

// only leaves out the detail of what does not work.
func (f Finding) only() Finding {
	if !f.Works {
		f.Detail = ""
	}
	return f
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
