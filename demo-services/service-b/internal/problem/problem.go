// Package problem holds the problem documents (RFC 9457) with which ServiceB refuses a request.
package problem

import (
	"encoding/json"
	"net/http"
)

// Problem says what is wrong with a request, for programs (Type) and for people (Detail).
type Problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail"`
	Errors []FieldError `json:"errors,omitempty"`
}

// FieldError names the field that is wrong, what it may be, and what it is.
type FieldError struct {
	Field string `json:"field"`
	Bound string `json:"bound"`
	Value any    `json:"value"`
}

// New makes a problem; its title is the phrase of its status.
func New(status int, name, detail string) *Problem {
	title := http.StatusText(status)
	if status == StatusClientClosedRequest {
		title = "Client Closed Request"
	}
	return &Problem{Type: "urn:dsp:problem:" + name, Title: title, Status: status, Detail: detail}
}

// StatusClientClosedRequest is what a request is recorded with when its caller was gone before the answer.
// It is no registered status, but the usual one (nginx, gRPC gateways), and nobody is there to read it.
const StatusClientClosedRequest = 499

// Write answers a request with the problem.
func (p *Problem) Write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	// The only error is a caller that is gone.
	_ = json.NewEncoder(w).Encode(p)
}
