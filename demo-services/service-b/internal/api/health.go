package api

import "net/http"

const healthPath = "/health"

type health struct {
	Status string `json:"status"`
}

// getHealth answers probes, for liveness as for readiness: this service depends on nothing else.
func (a *API) getHealth(w http.ResponseWriter, _ *http.Request) {
	if a.draining.Load() {
		writeJSON(w, http.StatusServiceUnavailable, health{"shutting-down"})
		return
	}
	writeJSON(w, http.StatusOK, health{"ok"})
}
