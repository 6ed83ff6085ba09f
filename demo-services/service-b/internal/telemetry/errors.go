package telemetry

import (
	"log/slog"
	"sync"
	"time"
)

// quietPeriod bounds how often the same trouble is told: without a collector every export fails, every few seconds.
const quietPeriod = time.Minute

// errorHandler reports failures of the SDK. Its logger must not export, as that would fail in turn.
type errorHandler struct {
	logger     *slog.Logger
	mu         sync.Mutex
	last       time.Time
	suppressed int
}

// Handle implements otel.ErrorHandler.
func (h *errorHandler) Handle(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Since(h.last) < quietPeriod {
		h.suppressed++
		return
	}
	h.logger.Warn("telemetry is not exported", "error", err, "suppressed", h.suppressed)
	h.last, h.suppressed = time.Now(), 0
}
