// Package cgroup finds the cgroup of a node and looks into it. It serves both
// versions of the kernel's interface, and both ways in which engines name
// their cgroups (.../docker/ID, and .../docker-ID.scope of systemd).
package cgroup

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Root is where the host's cgroup file system is mounted in the job.
const Root = "/cgroup"

// Group is the cgroup of a node.
type Group struct {
	// Name is its path below the root of a hierarchy.
	Name string
	// folders are the directories to join: one in version 2, one for each
	// controller in version 1.
	folders []string
	memory  string
	v2      bool
}

// Refusal says why a node's cgroup cannot be used, and what to do instead.
type Refusal struct{ reason, remedy string }

func (r Refusal) Error() string  { return r.reason }
func (r Refusal) Remedy() string { return r.remedy }

// controllers of version 1 whose work this program adds to. The freezer is
// not among them: a frozen worker could not end at its deadline.
var controllers = []string{"cpu", "cpuacct", "memory"}

// OfNode finds the cgroup of a node whose first process is process 1 of our
// own process namespace. The container's id must be part of the name: whoever
// shares the host's process namespace would otherwise lead us to the host.
func OfNode(container string) (*Group, error) {
	file, err := os.Open("/proc/1/cgroup")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	names, err := parse(file)
	if err != nil {
		return nil, err
	}
	group := locate(Root, names)
	if len(group.folders) == 0 {
		return nil, Refusal{
			"the control groups of this machine are not where they are expected",
			"use the fault \"cpu\", which the engine does by itself",
		}
	}
	if container == "" || !strings.Contains(group.Name, container) {
		return nil, Refusal{
			fmt.Sprintf("the cgroup %q is not that of the node alone", group.Name),
			"start the node without \"pid: host\", in a process namespace of its own",
		}
	}
	return group, nil
}

// parse reads /proc/PID/cgroup: the name by controller; "" is version 2.
func parse(source io.Reader) (map[string]string, error) {
	names := map[string]string{}
	lines := bufio.NewScanner(source)
	for lines.Scan() {
		fields := strings.SplitN(lines.Text(), ":", 3)
		if len(fields) != 3 {
			continue
		}
		for _, controller := range strings.Split(fields[1], ",") {
			names[controller] = fields[2]
		}
	}
	return names, lines.Err()
}

func locate(root string, names map[string]string) *Group {
	group := &Group{}
	for _, controller := range controllers {
		name, known := names[controller]
		folder := filepath.Join(root, controller, name)
		if !known || !isFolder(folder) {
			continue
		}
		group.Name = name
		group.add(folder)
		if controller == "memory" {
			group.memory = folder
		}
	}
	if len(group.folders) > 0 {
		return group
	}
	folder := filepath.Join(root, names[""])
	if _, known := names[""]; known && isFolder(folder) {
		return &Group{Name: names[""], folders: []string{folder}, memory: folder, v2: true}
	}
	return group
}

// add keeps a directory once: cpu and cpuacct are often the same one.
func (g *Group) add(folder string) {
	resolved, err := filepath.EvalSymlinks(folder)
	if err != nil {
		resolved = folder
	}
	for _, known := range g.folders {
		if known == resolved {
			return
		}
	}
	g.folders = append(g.folders, resolved)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Join moves the calling process into the group: "0" stands for the writer.
func (g *Group) Join() error {
	for _, folder := range g.folders {
		err := os.WriteFile(filepath.Join(folder, "cgroup.procs"), []byte("0"), 0)
		if err != nil {
			return Refusal{
				fmt.Sprintf("the node's cgroup cannot be joined: %v", err),
				"use the fault \"cpu\"; an engine that runs without root keeps the control groups to itself",
			}
		}
	}
	return nil
}

// Processes are the ids, as we see them, of all that the kernel lists in the
// group. Those of other process namespaces are left out.
func (g *Group) Processes() ([]int, error) {
	text, err := os.ReadFile(filepath.Join(g.folders[0], "cgroup.procs"))
	if err != nil {
		return nil, err
	}
	var processes []int
	for _, word := range strings.Fields(string(text)) {
		if id, err := strconv.Atoi(word); err == nil && id > 0 {
			processes = append(processes, id)
		}
	}
	return processes, nil
}
