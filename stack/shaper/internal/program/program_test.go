package program

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

func parse(rules string) (Program, error) {
	return Parse([]byte(`{"interface":{"subnet":"172.18.0.0/16"},"rules":[`+rules+`]}`), now)
}

func TestParseFillsInDefaults(t *testing.T) {
	p, err := parse(`{"id":"a","kind":"latency","params":{"delayMs":10},"deadline":30}`)
	if err != nil {
		t.Fatal(err)
	}
	r := p.Rules[0]
	if r.Direction != Egress || r.Protocol != AnyProtocol || !r.Deadline.Equal(now.Add(30*time.Second)) || r.Seed == 0 {
		t.Errorf("%+v", r)
	}
	if r.Params.(*LatencyParams).Distribution != Uniform || p.Limits.Packets == 0 {
		t.Errorf("%+v", p)
	}
}

func TestParseNamesTheFieldThatIsWrong(t *testing.T) {
	cases := map[string]string{
		`{"kind":"latency"}`:                                                                    "rules[0].id",
		`{"id":"a","kind":"slow","deadline":1}`:                                                 "rules[0].kind",
		`{"id":"a","kind":"loss","params":{"percent":101},"deadline":1}`:                        "rules[0].params.percent",
		`{"id":"a","kind":"loss","params":{},"deadline":1}`:                                     "rules[0].params.percent",
		`{"id":"a","kind":"loss","params":{"percent":"much"},"deadline":1}`:                     "rules[0].params.percent",
		`{"id":"a","kind":"loss","params":{"precent":1},"deadline":1}`:                          "rules[0].params.precent",
		`{"id":"a","kind":"latency","params":{"delayMs":5,"jitterMs":6},"deadline":1}`:          "rules[0].params.jitterMs",
		`{"id":"a","kind":"latency","params":{"delayMs":5,"distribution":"flat"},"deadline":1}`: "rules[0].params.distribution",
		`{"id":"a","kind":"bandwidth","params":{},"deadline":1}`:                                "rules[0].params.rateKbps",
		`{"id":"a","kind":"partition","params":{"mode":"maybe"},"deadline":1}`:                  "rules[0].params.mode",
		`{"id":"a","kind":"partition","peers":["10.0.0.1","nowhere"],"deadline":1}`:             "rules[0].peers[1]",
		`{"id":"a","kind":"partition","direction":"up","deadline":1}`:                           "rules[0].direction",
		`{"id":"a","kind":"partition","protocol":"sctp","deadline":1}`:                          "rules[0].protocol",
		`{"id":"a","kind":"partition","protocol":"icmp","ports":[1],"deadline":1}`:              "rules[0].ports",
		`{"id":"a","kind":"partition","ports":[70000],"deadline":1}`:                            "rules[0].ports",
		`{"id":"a","kind":"partition"}`:                                                         "rules[0].deadline",
		`{"id":"a","kind":"partition","deadline":null}`:                                         "rules[0].deadline",
		`{"id":"a","kind":"partition","deadline":"tomorrow"}`:                                   "rules[0].deadline",
		`{"id":"a","kind":"partition","deadline":-1}`:                                           "rules[0].deadline",
		`{"id":"a","kind":"partition","deadline":1},{"id":"a","kind":"partition","deadline":1}`: "rules[1].id",
		`{"id":"a","kind":"partition","deadline":1,"colour":"red"}`:                             "rules[0].colour",
		`{"id":"a","kind":"loss","params":{"percent":1,"pPercent":1},"deadline":1}`:             "rules[0].params.percent",
		`{"id":"a","kind":"loss","params":{"pPercent":1,"oneMinusHPercent":101},"deadline":1}`:  "rules[0].params.oneMinusHPercent",
	}
	for rules, field := range cases {
		_, err := parse(rules)
		var complaint *FieldError
		if !errors.As(err, &complaint) || !strings.HasPrefix(complaint.Field, field) {
			t.Errorf("%s: got %v, want a complaint about %s", rules, err, field)
		}
	}
}

func TestParseNeedsAnInterface(t *testing.T) {
	for _, text := range []string{`{}`, `{"interface":{"address":"eth0"}}`, `{"interface":{"subnet":"10.0.0.1"}}`, `[]`, `{"interface"`, ``} {
		if _, err := Parse([]byte(text), now); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestAProgramPrintedIsAProgram(t *testing.T) {
	first, err := parse(`{"id":"a","kind":"loss","params":{"pPercent":1,"rPercent":20},"peers":["10.0.0.7","fd00::/64"],"ports":[80],"protocol":"tcp","direction":"both","deadline":"2031-01-01T00:00:00Z"}`)
	if err != nil {
		t.Fatal(err)
	}
	printed, _ := json.Marshal(first)
	second, err := Parse(printed, now)
	if err != nil {
		t.Fatalf("%v in %s", err, printed)
	}
	again, _ := json.Marshal(second)
	if string(again) != string(printed) {
		t.Errorf("%s\n%s", printed, again)
	}
}

func TestWithoutExpired(t *testing.T) {
	p, _ := parse(`{"id":"a","kind":"partition","deadline":1},{"id":"b","kind":"partition","deadline":3}`)
	rest, expired := p.WithoutExpired(now.Add(time.Second))
	if len(rest.Rules) != 1 || rest.Rules[0].ID != "b" || len(expired) != 1 || expired[0] != "a" {
		t.Errorf("kept %v, expired %v", rest.Rules, expired)
	}
	if len(p.Rules) != 2 {
		t.Error("the program itself was changed")
	}
}
