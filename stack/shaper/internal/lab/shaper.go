package lab

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Running is a shaper at work on the node.
type Running struct {
	lab *Lab
	cmd *exec.Cmd
	log *bytes.Buffer
	end chan error
}

// BuildShaper builds the binary into a directory.
func BuildShaper(directory string) (string, error) {
	path := directory + "/shaper"
	build := exec.Command("go", "build", "-o", path, "dsp/shaper/cmd/shaper")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build shaper: %w: %s", err, out)
	}
	return path, nil
}

// Program wraps rules, written as JSON objects, into a program for the node.
func Program(rules ...string) string {
	return fmt.Sprintf(`{"interface":{"subnet":%q},"lingerSeconds":60,"rules":[%s]}`, Subnet, strings.Join(rules, ","))
}

// Start runs a shaper on the node with a first program and waits until it is in force.
func (l *Lab) Start(program string) (*Running, error) {
	cmd := l.Node.Command(l.Shaper, "run")
	cmd.Env = append(os.Environ(), "DSP_SHAPER_SOCKET="+l.socket, "DSP_SHAPER_PROGRAM="+program, "DSP_SHAPER_INGRESS="+l.Ingress)
	r := &Running{lab: l, cmd: cmd, log: &bytes.Buffer{}, end: make(chan error, 1)}
	cmd.Stderr = r.log
	_ = os.Remove(l.socket)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() { r.end <- cmd.Wait() }()
	for range 200 {
		if _, err := r.Ask("get"); err == nil {
			return r, nil
		}
		select {
		case err := <-r.end:
			return nil, fmt.Errorf("shaper ended: %w: %s", err, r.log)
		case <-time.After(10 * time.Millisecond):
		}
	}
	_ = r.Kill()
	return nil, fmt.Errorf("shaper did not answer: %s", r.log)
}

// Ask runs the client in the node's namespace and returns what it prints.
func (r *Running) Ask(arguments ...string) ([]byte, error) {
	cmd := r.lab.Node.Command(r.lab.Shaper, arguments...)
	cmd.Env = append(os.Environ(), "DSP_SHAPER_SOCKET="+r.lab.socket)
	return cmd.Output()
}

// Set replaces the program and returns the answer.
func (r *Running) Set(program string) (map[string]any, error) {
	cmd := r.lab.Node.Command(r.lab.Shaper, "set", "-")
	cmd.Env = append(os.Environ(), "DSP_SHAPER_SOCKET="+r.lab.socket)
	cmd.Stdin = strings.NewReader(program)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("set: %w: %s", err, out)
	}
	var answer map[string]any
	return answer, json.Unmarshal(out, &answer)
}

// Stop sends SIGTERM and returns how long the shaper took to end.
func (r *Running) Stop() (time.Duration, error) {
	begin := time.Now()
	_ = r.cmd.Process.Signal(syscall.SIGTERM)
	err := r.Wait(5 * time.Second)
	return time.Since(begin), err
}

// Kill ends the shaper without letting it clean up.
func (r *Running) Kill() error {
	_ = r.cmd.Process.Kill()
	_ = r.Wait(5 * time.Second)
	return nil
}

// Wait waits until the shaper has ended by itself.
func (r *Running) Wait(limit time.Duration) error {
	select {
	case err := <-r.end:
		r.end <- err
		if err != nil {
			return fmt.Errorf("%w: %s", err, r.log)
		}
		return nil
	case <-time.After(limit):
		return fmt.Errorf("shaper still runs after %s: %s", limit, r.log)
	}
}
