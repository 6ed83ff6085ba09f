// Package message reads and checks what callers post to ServiceB.
package message

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"service-b/internal/problem"
)

const (
	maxTextCharacters = 4096
	// maxSequence is the largest integer that every JSON implementation keeps exact (RFC 8259, section 6).
	maxSequence = 1<<53 - 1
)

// Message is what a caller wants to have recorded. Both fields are optional, and further ones are ignored.
type Message struct {
	Text     *string `json:"text,omitempty"`
	Sequence *int64  `json:"sequence,omitempty"`
}

// Read takes the message from a request's body. An empty body is the empty message.
func Read(w http.ResponseWriter, r *http.Request) (Message, *problem.Problem) {
	body, refused := readBody(w, r)
	if refused != nil {
		return Message{}, refused
	}
	return parse(body)
}

func parse(body []byte) (Message, *problem.Problem) {
	if len(body) == 0 {
		return Message{}, nil
	}
	var fields map[string]json.RawMessage
	if !utf8.Valid(body) {
		return Message{}, problem.New(http.StatusBadRequest, "malformed-json", "The body is not valid UTF-8.")
	}
	// The nil map is what JSON's null becomes.
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return Message{}, problem.New(http.StatusBadRequest, "malformed-json", "The body must be one JSON object.")
	}

	var wrong []problem.FieldError
	message := Message{
		Text:     readText(fields["text"], &wrong),
		Sequence: readSequence(fields["sequence"], &wrong),
	}
	if len(wrong) > 0 {
		return Message{}, invalid(wrong)
	}
	return message, nil
}

func readText(raw json.RawMessage, wrong *[]problem.FieldError) *string {
	if raw == nil {
		return nil
	}
	var text *string
	if json.Unmarshal(raw, &text) != nil || text == nil || utf8.RuneCountInString(*text) > maxTextCharacters {
		bound := fmt.Sprintf("a string of at most %d characters", maxTextCharacters)
		*wrong = append(*wrong, problem.FieldError{Field: "text", Bound: bound, Value: shown(raw)})
		return nil
	}
	return text
}

func readSequence(raw json.RawMessage, wrong *[]problem.FieldError) *int64 {
	if raw == nil {
		return nil
	}
	// By way of a float, because 1.0 and 1e3 are integers in JSON too.
	var number *float64
	if json.Unmarshal(raw, &number) == nil && number != nil && *number >= 0 && *number <= maxSequence {
		if sequence := int64(*number); float64(sequence) == *number {
			return &sequence
		}
	}
	bound := fmt.Sprintf("an integer from 0 to %d", int64(maxSequence))
	*wrong = append(*wrong, problem.FieldError{Field: "sequence", Bound: bound, Value: shown(raw)})
	return nil
}

func invalid(wrong []problem.FieldError) *problem.Problem {
	sentences := make([]string, len(wrong))
	for i, field := range wrong {
		sentences[i] = fmt.Sprintf("%s must be %s, but is %s.", field.Field, field.Bound, field.Value)
	}
	refused := problem.New(http.StatusBadRequest, "invalid-field", strings.Join(sentences, " "))
	refused.Errors = wrong
	return refused
}

// shown is a value as the problem repeats it: as JSON, and cut where it would be long.
func shown(raw json.RawMessage) any {
	const longest = 100
	if len(raw) <= longest {
		return raw
	}
	return strings.ToValidUTF8(string(raw[:longest]), "") + "…"
}
