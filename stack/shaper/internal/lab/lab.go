// Package lab makes real network namespaces to try the shaper in: three hosts
// on a bridge. It serves the tests and the bench, and needs root and iproute2.
//
//	node ──┐
//	peer ──┼── switch
//	other ─┘
package lab

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Host is one namespace with an interface on the bridge.
type Host struct {
	Namespace string
	Device    string
	IPv4      string
	IPv6      string
}

// Lab is the set of them.
type Lab struct {
	Node, Peer, Other Host
	bridge            string // the bridge's namespace
	Shaper            string // path of the binary under test
	Ingress           string // how the shaper takes ingress packets; "" leaves it the choice
	socket            string
}

// Subnet is the data network's.
const Subnet = "10.77.0.0/24"

// Missing says in plain words why no lab can be made here, or returns "".
func Missing(tools ...string) string {
	if os.Geteuid() != 0 {
		return "needs root, to make network namespaces"
	}
	for _, tool := range append(tools, "ip") {
		if _, err := exec.LookPath(tool); err != nil {
			return "needs the program " + tool
		}
	}
	return ""
}

// New makes a lab for a shaper binary. Its namespaces are told apart by the process id.
func New(shaper string) (*Lab, error) {
	prefix := fmt.Sprintf("dsp-shaper-test-%d-", os.Getpid())
	l := &Lab{
		Node:   Host{prefix + "node", "data0", "10.77.0.11", "fd77::11"},
		Peer:   Host{prefix + "peer", "data0", "10.77.0.12", "fd77::12"},
		Other:  Host{prefix + "other", "data0", "10.77.0.13", "fd77::13"},
		bridge: prefix + "switch",
		Shaper: shaper,
		socket: fmt.Sprintf("%s/dsp-shaper-test-%d.sock", os.TempDir(), os.Getpid()),
	}
	if err := l.build(); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

func (l *Lab) build() error {
	steps := []string{
		"netns add " + l.bridge,
		"-n " + l.bridge + " link add bridge type bridge forward_delay 0",
		"-n " + l.bridge + " link set bridge up",
	}
	for i, h := range l.hosts() {
		port := fmt.Sprintf("port%d", i)
		steps = append(steps,
			"netns add "+h.Namespace,
			fmt.Sprintf("link add %s netns %s type veth peer name %s netns %s", h.Device, h.Namespace, port, l.bridge),
			"-n "+l.bridge+" link set "+port+" master bridge up",
			"-n "+h.Namespace+" addr add "+h.IPv4+"/24 dev "+h.Device,
			"-n "+h.Namespace+" addr add "+h.IPv6+"/64 dev "+h.Device+" nodad",
			"-n "+h.Namespace+" link set lo up",
			"-n "+h.Namespace+" link set "+h.Device+" up",
		)
	}
	for _, step := range steps {
		if out, err := exec.Command("ip", strings.Fields(step)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %w: %s", step, err, out)
		}
	}
	return nil
}

// TowardsNode is the port of the switch whose egress is the node's ingress.
func (l *Lab) TowardsNode() Host { return Host{Namespace: l.bridge, Device: "port0"} }

// SegmentsOf bounds how many packets of the wire the hosts hand to their device as one large segment.
func (l *Lab) SegmentsOf(packets int) error {
	for _, h := range l.hosts() {
		if _, err := h.Run("ip", "link", "set", h.Device, "gso_max_segs", fmt.Sprint(packets)); err != nil {
			return err
		}
	}
	return nil
}

func (l *Lab) hosts() []Host { return []Host{l.Node, l.Peer, l.Other} }

// Close removes the namespaces and whatever is in them.
func (l *Lab) Close() {
	for _, h := range l.hosts() {
		_ = exec.Command("ip", "netns", "del", h.Namespace).Run()
	}
	_ = exec.Command("ip", "netns", "del", l.bridge).Run()
	_ = os.Remove(l.socket)
}

// Command is a program to run on the host.
func (h Host) Command(program string, arguments ...string) *exec.Cmd {
	return exec.Command("ip", append([]string{"netns", "exec", h.Namespace, program}, arguments...)...)
}

// Run runs a program on the host and returns what it printed.
func (h Host) Run(program string, arguments ...string) (string, error) {
	out, err := h.Command(program, arguments...).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("%s %s: %w: %s", program, strings.Join(arguments, " "), err, out)
	}
	return string(out), nil
}
