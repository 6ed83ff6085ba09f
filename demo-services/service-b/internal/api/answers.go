package api

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/trace"

	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"

	"service-b/internal/problem"
)

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The only error is a caller that is gone.
	_ = json.NewEncoder(w).Encode(body)
}

// refuse answers with a problem, and says so in the log, the span and the metrics.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, p *problem.Problem) {
	level := slog.LevelWarn
	if p.Status >= http.StatusInternalServerError {
		level = slog.LevelError
		// The instrumentation leaves out the error type that the conventions ask for.
		errorType := semconv.ErrorTypeKey.String(strconv.Itoa(p.Status))
		trace.SpanFromContext(r.Context()).SetAttributes(errorType)
		labeler, _ := otelhttp.LabelerFromContext(r.Context())
		labeler.Add(errorType)
	}
	a.logger.Log(r.Context(), level, "request refused", "http.request.method", r.Method,
		"url.path", r.URL.Path, "http.response.status_code", p.Status, "problem", p.Type, "detail", p.Detail)
	p.Write(w)
}

func (a *API) notFound(w http.ResponseWriter, r *http.Request) {
	// No route matched, whatever the multiplexer's catch-all says; telemetry reads it from here.
	r.Pattern = ""
	a.refuse(w, r, problem.New(http.StatusNotFound, "not-found", fmt.Sprintf("There is no %s here.", r.URL.Path)))
}

func (a *API) methodNotAllowed(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		a.refuse(w, r, problem.New(http.StatusMethodNotAllowed, "method-not-allowed",
			fmt.Sprintf("%s takes %s, not %s.", r.URL.Path, allowed, r.Method)))
	}
}

// recovered turns a panic into a problem, so that a mistake in one request is not felt by others.
func (a *API) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				a.logger.ErrorContext(r.Context(), "panic", "cause", cause, "stack", string(debug.Stack()))
				a.refuse(w, r, problem.New(http.StatusInternalServerError, "internal-error",
					"This is a mistake of the service. Its log says more."))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
