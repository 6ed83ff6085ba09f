package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"service-b/internal/config"
	"service-b/internal/logging"
	"service-b/internal/problem"
	"service-b/internal/receiver"
)

func serve(t *testing.T, c config.Config) (*API, *httptest.Server) {
	t.Helper()
	a, err := New(c, logging.New(io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(a.Handler())
	t.Cleanup(server.Close)
	return a, server
}

var idempotent = config.Config{IdempotentReceiver: true, IdempotencyKeys: 100, IdempotencyWindow: time.Minute}

// call sends a request and decodes the JSON of its answer into answer.
func call(t *testing.T, method, url, key, body string, answer any) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
		t.Fatal(err)
	}
	return response
}

func TestAMessageIsRecordedInTheLedger(t *testing.T) {
	_, server := serve(t, config.Config{})
	var receipt receiver.Receipt
	response := call(t, "POST", server.URL+"/api/message-b", "key-1", `{"text":"hello","sequence":4}`, &receipt)
	if response.StatusCode != 200 || receipt != (receiver.Receipt{Effect: "applied", Position: 1, IdempotencyKey: "key-1"}) {
		t.Errorf("got %d, %+v", response.StatusCode, receipt)
	}

	var ledger ledgerView
	call(t, "GET", server.URL+"/api/ledger", "", "", &ledger)
	if ledger.Total != 1 || *ledger.Latest[0].Message.Text != "hello" || *ledger.Latest[0].Message.Sequence != 4 {
		t.Errorf("got %+v", ledger)
	}
}

func TestAnIdempotencyKeyIsGeneratedWhereThereIsNone(t *testing.T) {
	_, server := serve(t, idempotent)
	var first, second receiver.Receipt
	call(t, "POST", server.URL+"/api/message-b", "", "", &first)
	call(t, "POST", server.URL+"/api/message-b", "", "{}", &second)
	if first.IdempotencyKey == "" || first.IdempotencyKey == second.IdempotencyKey || second.Effect != "applied" {
		t.Errorf("got %+v and %+v", first, second)
	}
}

func TestConcurrentDeliveriesOfOneKeyAreAppliedOnce(t *testing.T) {
	_, server := serve(t, idempotent)
	var mu sync.Mutex
	effects := map[receiver.Effect]int{}
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			var receipt receiver.Receipt
			call(t, "POST", server.URL+"/api/message-b", "same", "{}", &receipt)
			mu.Lock()
			defer mu.Unlock()
			effects[receipt.Effect]++
		})
	}
	group.Wait()
	if effects["applied"] != 1 || effects["deduplicated"] != 19 {
		t.Errorf("got %v", effects)
	}
}

func TestBadRequestsGetProblems(t *testing.T) {
	_, server := serve(t, config.Config{})
	tests := map[string]struct {
		method, path, key, body string
		status                  int
		detail                  string
	}{
		"bad field":        {"POST", "/api/message-b", "", `{"sequence":-1}`, 400, "but is -1"},
		"long key":         {"POST", "/api/message-b", strings.Repeat("k", 257), "{}", 400, "at most 256 bytes, but has 257"},
		"unknown path":     {"GET", "/api/nothing", "", "", 404, "There is no /api/nothing here."},
		"root":             {"GET", "/", "", "", 404, "There is no / here."},
		"wrong method":     {"GET", "/api/message-b", "", "", 405, "takes POST, not GET"},
		"unheard-of":       {"BREW", "/health", "", "", 405, "takes GET, not BREW"},
		"body over bounds": {"POST", "/api/message-b", "", strings.Repeat(" ", 20_000), 413, "at most 16384 bytes"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got problem.Problem
			response := call(t, test.method, server.URL+test.path, test.key, test.body, &got)
			if response.StatusCode != test.status || got.Status != test.status || !strings.Contains(got.Detail, test.detail) {
				t.Errorf("got %d, %+v", response.StatusCode, got)
			}
			if contentType := response.Header.Get("Content-Type"); contentType != "application/problem+json" {
				t.Errorf("content type is %q", contentType)
			}
			if test.status == 405 && response.Header.Get("Allow") == "" {
				t.Error("Allow is missing")
			}
		})
	}
}

func TestAPanicBecomesAProblem(t *testing.T) {
	a, _ := serve(t, config.Config{})
	recorder := httptest.NewRecorder()
	a.recovered(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a mistake") })).
		ServeHTTP(recorder, httptest.NewRequest("GET", "/", nil))
	if recorder.Code != 500 || !strings.Contains(recorder.Body.String(), "internal-error") {
		t.Errorf("got %d %s", recorder.Code, recorder.Body)
	}
}

func TestHealthSaysWhenTheServiceIsShuttingDown(t *testing.T) {
	a, server := serve(t, config.Config{})
	var got health
	if response := call(t, "GET", server.URL+"/health", "", "", &got); response.StatusCode != 200 || got.Status != "ok" {
		t.Errorf("got %d, %+v", response.StatusCode, got)
	}
	a.Drain()
	if response := call(t, "GET", server.URL+"/health", "", "", &got); response.StatusCode != 503 || got.Status != "shutting-down" {
		t.Errorf("got %d, %+v", response.StatusCode, got)
	}
}

func TestTheAnswerComesAfterTheEffect(t *testing.T) {
	_, server := serve(t, config.Config{AnswerDelay: time.Hour})
	client := http.Client{Timeout: time.Second}
	if _, err := client.Post(server.URL+"/api/message-b", "application/json", strings.NewReader("{}")); err == nil {
		t.Fatal("was answered")
	}
	var ledger ledgerView
	call(t, "GET", server.URL+"/api/ledger", "", "", &ledger)
	if ledger.Total != 1 {
		t.Errorf("%d messages took effect", ledger.Total)
	}
}

func TestAMessageWhoseCallerIsGoneBeforeItsTurnIsNotApplied(t *testing.T) {
	_, server := serve(t, config.Config{Work: time.Hour})
	client := http.Client{Timeout: 50 * time.Millisecond}
	if _, err := client.Post(server.URL+"/api/message-b", "application/json", strings.NewReader("{}")); err == nil {
		t.Fatal("was answered")
	}
	var ledger ledgerView
	call(t, "GET", server.URL+"/api/ledger", "", "", &ledger)
	if ledger.Total != 0 {
		t.Errorf("%d messages took effect", ledger.Total)
	}
}
