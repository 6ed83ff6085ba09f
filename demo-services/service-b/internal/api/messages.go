package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"time"

	"service-b/internal/ledger"
	"service-b/internal/message"
	"service-b/internal/problem"
)

const (
	// processingTimeout bounds how long a request waits for its turn; by then every caller has given up.
	processingTimeout     = 30 * time.Second
	ledgerEntriesShown    = 100
	maxIdempotencyKeySize = 256
)

func (a *API) postMessage(w http.ResponseWriter, r *http.Request) {
	m, refused := message.Read(w, r)
	if refused != nil {
		a.refuse(w, r, refused)
		return
	}
	key, refused := idempotencyKey(r.Header)
	if refused != nil {
		a.refuse(w, r, refused)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), processingTimeout)
	defer cancel()
	if err := a.worker.Do(ctx); err != nil {
		a.refuse(w, r, unprocessed(err))
		return
	}
	receipt := a.receiver.Receive(ctx, key, m)
	a.logger.InfoContext(ctx, "message received", "dsp.effect", string(receipt.Effect),
		"position", receipt.Position, "idempotency_key", key)

	// Here lie the failures that only idempotency can repair: it is done, but the sender does not know it.
	wait(ctx, a.answerDelay)
	writeJSON(w, http.StatusOK, receipt)
}

// idempotencyKey takes the sender's key as it is. A message without one is a message of its own.
func idempotencyKey(header http.Header) (string, *problem.Problem) {
	key := header.Get("Idempotency-Key")
	if key == "" {
		return rand.Text(), nil
	}
	if len(key) > maxIdempotencyKeySize {
		field := problem.FieldError{
			Field: "idempotency-key",
			Bound: fmt.Sprintf("a header of at most %d bytes", maxIdempotencyKeySize),
			Value: key[:64] + "…",
		}
		refused := problem.New(http.StatusBadRequest, "invalid-field",
			fmt.Sprintf("idempotency-key must be %s, but has %d.", field.Bound, len(key)))
		refused.Errors = []problem.FieldError{field}
		return "", refused
	}
	return key, nil
}

// unprocessed says why a message was given up before it had any effect.
func unprocessed(err error) *problem.Problem {
	if errors.Is(err, context.DeadlineExceeded) {
		return problem.New(http.StatusServiceUnavailable, "overloaded",
			fmt.Sprintf("The message waited %v for a processor. It was not applied.", processingTimeout))
	}
	return problem.New(problem.StatusClientClosedRequest, "caller-gone",
		"The caller went away before the message was applied.")
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

type ledgerView struct {
	Total  int64          `json:"total"`
	Latest []ledger.Entry `json:"latest"`
}

func (a *API) getLedger(w http.ResponseWriter, _ *http.Request) {
	total, latest := a.ledger.Snapshot()
	writeJSON(w, http.StatusOK, ledgerView{total, latest})
}
