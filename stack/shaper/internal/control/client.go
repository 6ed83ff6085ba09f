package control

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"time"
)

// askTimeout is how long a client waits; a change takes a few milliseconds.
const askTimeout = 10 * time.Second

// Ask sends one request to a running shaper and returns its result.
func Ask(path string, request Request) (json.RawMessage, error) {
	conn, err := net.DialTimeout("unix", path, askTimeout)
	if err != nil {
		return nil, fmt.Errorf("no shaper listens at %s: %w", path, err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(askTimeout))
	if len(request.Program) > 0 {
		var line bytes.Buffer
		if err := json.Compact(&line, request.Program); err != nil {
			return nil, &Problem{Code: "invalid-program", Message: "the program is not valid JSON: " + err.Error()}
		}
		request.Program = line.Bytes()
	}
	if err := json.NewEncoder(conn).Encode(request); err != nil {
		return nil, err
	}
	var response Response
	if err := json.NewDecoder(conn).Decode(&response); err != nil {
		return nil, fmt.Errorf("the shaper did not answer: %w", err)
	}
	if !response.OK {
		return nil, response.Error
	}
	return response.Result, nil
}
