// Package control is how the shaper is spoken to: one JSON object per line,
// one answer per line, over a unix socket or over its own standard streams.
package control

import (
	"bytes"
	"encoding/json"
	"errors"

	"dsp/shaper/internal/program"
)

// SocketPath is where a shaper listens unless DSP_SHAPER_SOCKET says otherwise.
const SocketPath = "/run/shaper.sock"

// MaxLine bounds one request.
const MaxLine = 1 << 20

// Request is one line to the shaper.
type Request struct {
	Op      string          `json:"op"` // set, get, stats, inspect
	Program json.RawMessage `json:"program,omitempty"`
}

// Response is one line back.
type Response struct {
	OK     bool            `json:"ok"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *Problem        `json:"error,omitempty"`
}

// Problem says what is wrong, and with which field if it is one's fault.
type Problem struct {
	Code    string `json:"code"` // invalid-program, unknown-op, not-possible
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

func (p *Problem) Error() string {
	if p.Field != "" {
		return p.Field + ": " + p.Message
	}
	return p.Message
}

func failure(err error) Response {
	var field *program.FieldError
	if errors.As(err, &field) {
		return Response{Error: &Problem{"invalid-program", field.Field, field.Message}}
	}
	var problem *Problem
	if errors.As(err, &problem) {
		return Response{Error: problem}
	}
	return Response{Error: &Problem{Code: "not-possible", Message: err.Error()}}
}

func success(result any) Response {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false) // evidence has >= in it
	if err := out.Encode(result); err != nil {
		return failure(err)
	}
	return Response{OK: true, Result: b.Bytes()}
}
