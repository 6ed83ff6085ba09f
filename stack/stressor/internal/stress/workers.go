package stress

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// WorkerVerb is the verb with which this program starts itself.
const WorkerVerb = "worker"

// startupLimit is how long a worker may take to say that it is in its place.
const startupLimit = 10 * time.Second

// held is what a worker for memory tells of itself, a line whenever it changes.
type held struct {
	Bytes   int64 `json:"bytes"`
	AtBound bool  `json:"atBound"`
}

// workers are the processes inside the node's cgroup.
type workers struct {
	commands []*exec.Cmd
	// failed gets the reason why a worker ended before it was told to.
	failed  chan error
	mutex   sync.Mutex
	stopped bool
	last    held
}

// startWorkers starts them and waits until each has joined the cgroup.
func startWorkers(options Options) (*workers, error) {
	count := 1
	if options.Kind == "cpu" {
		count = options.Workers
	}
	w := &workers{failed: make(chan error, count)}
	for range count {
		if err := w.start(options); err != nil {
			w.stop()
			return nil, err
		}
	}
	return w, nil
}

func (w *workers) start(options Options) error {
	command := exec.Command("/proc/self/exe", WorkerVerb,
		"--kind", options.Kind, "--node", options.Node, "--until", options.Until.Format(time.RFC3339Nano),
		"--megabytes", strconv.FormatInt(options.Megabytes, 10), "--beyond="+strconv.FormatBool(options.Beyond))
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	started := make(chan error, 1)
	go func() {
		// The signal at the parent's death is bound to the thread that started the
		// child: a thread that the runtime ends would end the worker.
		runtime.LockOSThread()
		if err := command.Start(); err != nil {
			started <- err
			return
		}
		w.mutex.Lock()
		w.commands = append(w.commands, command)
		w.mutex.Unlock()
		w.follow(command, output, started)
	}()
	select {
	case err := <-started:
		return err
	case <-time.After(startupLimit):
		return fmt.Errorf("a worker did not come up within %s", startupLimit)
	}
}

// follow reads what a worker says: "ready" or the reason why not, then what it
// holds.
func (w *workers) follow(command *exec.Cmd, output io.Reader, started chan<- error) {
	lines := bufio.NewScanner(output)
	isReady := false
	complaint := "it ended"
	for lines.Scan() {
		line := lines.Text()
		if line == "ready" && !isReady {
			isReady = true
			started <- nil
			continue
		}
		var now held
		if json.Unmarshal([]byte(line), &now) == nil && !strings.Contains(line, `"error"`) {
			w.mutex.Lock()
			w.last = now
			w.mutex.Unlock()
			continue
		}
		complaint = line
	}
	err := command.Wait()
	failure := parseRefusal(complaint, err)
	if !isReady {
		started <- failure
		return
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if !w.stopped {
		w.failed <- failure
	}
}

// refusal passes on what a worker said of why it cannot work.
type refusal struct{ reason, remedy string }

func (r refusal) Error() string  { return r.reason }
func (r refusal) Remedy() string { return r.remedy }

func parseRefusal(line string, err error) error {
	var said struct{ Error, Remedy string }
	if json.Unmarshal([]byte(line), &said) == nil && said.Error != "" {
		return refusal{said.Error, said.Remedy}
	}
	return fmt.Errorf("a worker ended: %s, %w", line, orEnded(err))
}

func orEnded(err error) error {
	if err == nil {
		return fmt.Errorf("without an error")
	}
	return err
}

func (w *workers) ids() []int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	ids := []int{}
	for _, command := range w.commands {
		ids = append(ids, command.Process.Pid)
	}
	return ids
}

func (w *workers) held() held {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.last
}

// stop ends the workers and waits until the kernel has none of them left.
func (w *workers) stop() {
	w.mutex.Lock()
	w.stopped = true
	w.last = held{}
	commands := w.commands
	w.mutex.Unlock()
	for _, command := range commands {
		_ = command.Process.Kill()
	}
	deadline := time.Now().Add(5 * time.Second)
	for _, command := range commands {
		for time.Now().Before(deadline) && command.Process.Signal(syscall.Signal(0)) == nil {
			time.Sleep(5 * time.Millisecond)
		}
	}
}
