package cgroup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const id = "41e0b27664560e09ce9f264b4a0174608497e23097dcb60df960ad8f3812503d"

func TestFindsTheFoldersOfVersion1(t *testing.T) {
	root := t.TempDir()
	for _, controller := range []string{"cpu", "cpuacct", "memory", "freezer"} {
		make1(t, filepath.Join(root, controller, "docker", id))
	}
	names, _ := parse(strings.NewReader("4:memory:/docker/" + id + "\n6:freezer:/docker/" + id +
		"\n1:cpu,cpuacct:/docker/" + id + "\n0::/docker/" + id + "\n"))
	group := locate(root, names)
	if group.v2 || len(group.folders) != 3 || group.Name != "/docker/"+id {
		t.Fatalf("found %+v", group)
	}
	for _, folder := range group.folders {
		if strings.Contains(folder, "freezer") {
			t.Fatal("the freezer must be left out")
		}
	}
}

func TestJoinsAControllerPairOnce(t *testing.T) {
	root := t.TempDir()
	make1(t, filepath.Join(root, "cpu,cpuacct", "docker", id))
	for _, name := range []string{"cpu", "cpuacct"} {
		if err := os.Symlink("cpu,cpuacct", filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	names, _ := parse(strings.NewReader("1:cpu,cpuacct:/docker/" + id + "\n"))
	if group := locate(root, names); len(group.folders) != 1 {
		t.Fatalf("found %v", group.folders)
	}
}

func TestFindsTheScopeOfSystemdInVersion2(t *testing.T) {
	root := t.TempDir()
	scope := "/system.slice/docker-" + id + ".scope"
	make1(t, filepath.Join(root, scope))
	names, _ := parse(strings.NewReader("0::" + scope + "\n"))
	group := locate(root, names)
	if !group.v2 || group.Name != scope || len(group.folders) != 1 {
		t.Fatalf("found %+v", group)
	}
}

func TestReadsMemoryOfBothVersions(t *testing.T) {
	files := map[string]map[string]string{
		"v1": {
			"memory.usage_in_bytes": "1000\n", "memory.limit_in_bytes": "9000\n",
			"memory.stat": "inactive_file 1\ntotal_inactive_file 300\n", "memory.oom_control": "under_oom 0\noom_kill 2\n",
		},
		"v2": {
			"memory.current": "1000\n", "memory.max": "9000\n",
			"memory.stat": "inactive_file 300\n", "memory.events": "oom 4\noom_kill 2\n",
		},
	}
	for version, content := range files {
		group := &Group{memory: t.TempDir(), v2: version == "v2"}
		for name, text := range content {
			if err := os.WriteFile(filepath.Join(group.memory, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		memory, err := group.Memory()
		if err != nil || memory != (Memory{Used: 700, Limit: 9000, Kills: 2}) {
			t.Errorf("%s: %+v, %v", version, memory, err)
		}
	}
}

func TestKnowsThatThereIsNoLimit(t *testing.T) {
	for _, words := range []string{"max", "9223372036854771712"} {
		group := &Group{memory: t.TempDir(), v2: true}
		for name, text := range map[string]string{"memory.current": "5", "memory.max": words} {
			_ = os.WriteFile(filepath.Join(group.memory, name), []byte(text), 0o600)
		}
		if memory, _ := group.Memory(); memory.Limit != 0 {
			t.Errorf("%q gave the limit %d", words, memory.Limit)
		}
	}
}

func make1(t *testing.T, folder string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
}
