package control

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"time"

	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/shaper"
)

// operations is the table of what can be asked.
var operations = map[string]func(*shaper.Shaper, Request) (any, error){
	"set": func(s *shaper.Shaper, r Request) (any, error) {
		p, err := program.Parse(r.Program, time.Now())
		if err != nil {
			return nil, err
		}
		return s.Set(p)
	},
	"get":     func(s *shaper.Shaper, _ Request) (any, error) { return s.Program(), nil },
	"stats":   func(s *shaper.Shaper, _ Request) (any, error) { return s.Stats() },
	"inspect": func(*shaper.Shaper, Request) (any, error) { return kernel.Inspect(egress.DeviceName), nil },
}

// Listen opens the socket. One left behind by a shaper that was killed is replaced.
func Listen(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return net.Listen("unix", path)
}

// Serve answers everybody who connects, until the listener is closed.
func Serve(listener net.Listener, s *shaper.Shaper) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			ServeStream(conn, conn, s)
		}()
	}
}

// ServeStream answers the requests on one stream until it ends.
func ServeStream(in io.Reader, out io.Writer, s *shaper.Shaper) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 4096), MaxLine)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for lines.Scan() {
		if err := answers.Encode(answer(s, lines.Bytes())); err != nil {
			return
		}
	}
	if err := lines.Err(); err != nil {
		slog.Warn("control stream ended", "error", err)
	}
}

func answer(s *shaper.Shaper, line []byte) Response {
	var request Request
	if err := json.Unmarshal(line, &request); err != nil {
		return failure(&Problem{Code: "unknown-op", Message: fmt.Sprintf("a request is one JSON object with op: %v", err)})
	}
	operation := operations[request.Op]
	if operation == nil {
		return failure(&Problem{Code: "unknown-op", Field: "op", Message: fmt.Sprintf("%q is not one of set, get, stats, inspect", request.Op)})
	}
	result, err := operation(s, request)
	if err != nil {
		return failure(err)
	}
	return success(result)
}
