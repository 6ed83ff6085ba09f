package message

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func post(body, contentType string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/api/message-b", strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

func TestMessagesAreRead(t *testing.T) {
	tests := map[string]struct {
		body, contentType string
		text              string
		sequence          int64
	}{
		"both fields":                {`{"text":"hello","sequence":7}`, "application/json", "hello", 7},
		"unknown fields are ignored": {`{"text":"x","sequence":0,"Text":3}`, "application/json; charset=UTF-8", "x", 0},
		"integers in other notation": {`{"text":"","sequence":1.0e3}`, "application/json", "", 1000},
		"the largest sequence":       {`{"text":"","sequence":9007199254740991}`, "application/json", "", 1<<53 - 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, refused := Read(httptest.NewRecorder(), post(test.body, test.contentType))
			if refused != nil {
				t.Fatal(refused.Detail)
			}
			if *got.Text != test.text || *got.Sequence != test.sequence {
				t.Errorf("got %q, %d", *got.Text, *got.Sequence)
			}
		})
	}
}

func TestEmptyMessages(t *testing.T) {
	for _, r := range []*http.Request{post("", ""), post("{}", "application/json")} {
		got, refused := Read(httptest.NewRecorder(), r)
		if refused != nil {
			t.Fatal(refused.Detail)
		}
		if got.Text != nil || got.Sequence != nil {
			t.Errorf("got %+v", got)
		}
	}
}

func TestBadInputIsRefusedWithAnExplanation(t *testing.T) {
	const json = "application/json"
	tests := map[string]struct {
		body, contentType string
		status            int
		detail            string
	}{
		"no JSON":       {`{"text":`, json, 400, "one JSON object"},
		"an array":      {`[]`, json, 400, "one JSON object"},
		"null":          {`null`, json, 400, "one JSON object"},
		"two values":    {`{} {}`, json, 400, "one JSON object"},
		"deep nesting":  {strings.Repeat("[", MaxBodyBytes), json, 400, "one JSON object"},
		"invalid UTF-8": {"{\"text\":\"\xff\"}", json, 400, "not valid UTF-8"},
		"text of wrong type": {`{"text":5}`, json, 400,
			"text must be a string of at most 4096 characters, but is 5."},
		"text null":     {`{"text":null}`, json, 400, "but is null."},
		"text too long": {`{"text":"` + strings.Repeat("é", 4097) + `"}`, json, 400, `but is "ééé`},
		"sequence below its bound": {`{"sequence":-1}`, json, 400,
			"sequence must be an integer from 0 to 9007199254740991, but is -1."},
		"sequence above its bound": {`{"sequence":9007199254740993}`, json, 400, "but is 9007199254740993."},
		"sequence no integer":      {`{"sequence":1.5}`, json, 400, "but is 1.5."},
		"sequence of wrong type":   {`{"sequence":"1"}`, json, 400, `but is "1".`},
		"body too large":           {strings.Repeat(" ", MaxBodyBytes+1), json, 413, "at most 16384 bytes"},
		"no content type":          {`{}`, "", 415, "application/json"},
		"another content type":     {`{}`, "text/plain", 415, "application/json"},
		"another charset":          {`{}`, "application/json; charset=latin1", 415, "UTF-8"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, refused := Read(httptest.NewRecorder(), post(test.body, test.contentType))
			if refused == nil {
				t.Fatal("accepted")
			}
			if refused.Status != test.status || !strings.Contains(refused.Detail, test.detail) {
				t.Errorf("got %d %q", refused.Status, refused.Detail)
			}
		})
	}
}

func TestEveryWrongFieldIsNamed(t *testing.T) {
	_, refused := Read(httptest.NewRecorder(), post(`{"text":1,"sequence":"x"}`, "application/json"))
	if len(refused.Errors) != 2 || refused.Errors[0].Field != "text" || refused.Errors[1].Field != "sequence" {
		t.Errorf("got %+v", refused.Errors)
	}
}

func TestCompressedBodiesAreRefused(t *testing.T) {
	r := post("{}", "application/json")
	r.Header.Set("Content-Encoding", "gzip")
	if _, refused := Read(httptest.NewRecorder(), r); refused == nil || refused.Status != 415 {
		t.Errorf("got %+v", refused)
	}
}
