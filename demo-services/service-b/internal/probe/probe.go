// Package probe asks a running ServiceB for its health: the image has no shell and no curl to do it with.
package probe

import (
	"fmt"
	"net/http"
	"time"
)

// Health returns nil if the service on this machine's port says that it is healthy.
func Health(port int) error {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/health", port))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("health is %s", response.Status)
	}
	return nil
}
