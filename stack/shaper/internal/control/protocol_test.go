package control

import (
	"encoding/json"
	"strings"
	"testing"

	"dsp/shaper/internal/shaper"
)

// speak sends lines to a shaper without a program and returns its answers.
func speak(t *testing.T, lines ...string) (answers []Response) {
	t.Helper()
	var out strings.Builder
	ServeStream(strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, shaper.New())
	for line := range strings.Lines(out.String()) {
		var r Response
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		answers = append(answers, r)
	}
	return answers
}

func TestEachLineGetsOneAnswer(t *testing.T) {
	answers := speak(t, `{"op":"get"}`, `nonsense`, `{"op":"dance"}`, `{"op":"stats"}`)
	if len(answers) != 4 || !answers[0].OK || !answers[3].OK {
		t.Fatalf("%+v", answers)
	}
	for _, refused := range answers[1:3] {
		if refused.OK || refused.Error.Code != "unknown-op" {
			t.Errorf("%+v", refused.Error)
		}
	}
}

func TestAWrongProgramIsRefusedByField(t *testing.T) {
	answers := speak(t, `{"op":"set","program":{"interface":{"subnet":"10.0.0.0/24"},"rules":[{"id":"a","kind":"loss","params":{"percent":200},"deadline":1}]}}`)
	if e := answers[0].Error; e == nil || e.Code != "invalid-program" || e.Field != "rules[0].params.percent" {
		t.Errorf("%+v", answers[0])
	}
}

func TestAnImpossibleProgramSaysWhy(t *testing.T) {
	answers := speak(t, `{"op":"set","program":{"interface":{"subnet":"203.0.113.0/24"},"rules":[]}}`)
	if e := answers[0].Error; e == nil || e.Code != "not-possible" || !strings.Contains(e.Message, "203.0.113.0/24") {
		t.Errorf("%+v", answers[0])
	}
}
