// Package api is what ServiceB answers over HTTP.
package api

import (
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"service-b/internal/config"
	"service-b/internal/idempotency"
	"service-b/internal/ledger"
	"service-b/internal/receiver"
	"service-b/internal/work"
)

// API holds what the handlers share.
type API struct {
	logger      *slog.Logger
	ledger      *ledger.Ledger
	receiver    *receiver.Receiver
	worker      *work.Worker
	answerDelay time.Duration
	draining    atomic.Bool
}

// New makes the API with an empty ledger.
func New(c config.Config, logger *slog.Logger) (*API, error) {
	entries := ledger.New(ledgerEntriesShown, time.Now)
	var known *idempotency.Results[ledger.Entry]
	if c.IdempotentReceiver {
		known = idempotency.NewResults[ledger.Entry](c.IdempotencyKeys, c.IdempotencyWindow, time.Now)
	}
	messages, err := receiver.New(entries, known)
	return &API{
		logger:      logger,
		ledger:      entries,
		receiver:    messages,
		worker:      work.NewWorker(c.Work),
		answerDelay: c.AnswerDelay,
	}, err
}

// Drain makes the health endpoint say that no new requests should be sent here.
func (a *API) Drain() { a.draining.Store(true) }

// Handler returns the whole API, instrumented.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, route := range []struct {
		method, path string
		handle       http.HandlerFunc
	}{
		{http.MethodPost, "/api/message-b", a.postMessage},
		{http.MethodGet, "/api/ledger", a.getLedger},
		{http.MethodGet, healthPath, a.getHealth},
	} {
		mux.HandleFunc(route.method+" "+route.path, route.handle)
		mux.HandleFunc(route.path, a.methodNotAllowed(route.method))
	}
	mux.HandleFunc("/", a.notFound)

	return otelhttp.NewHandler(a.recovered(mux), "",
		// Probes would drown the requests of people and nodes.
		otelhttp.WithFilter(func(r *http.Request) bool { return r.URL.Path != healthPath }),
		// One server has one name in the metrics, whatever Host header callers send.
		otelhttp.WithServerName("service-b"))
}
