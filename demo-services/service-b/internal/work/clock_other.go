//go:build !linux

package work

import "time"

var started = time.Now()

// processorTime stands in for the thread's processor clock where the service runs outside of a container.
func processorTime() time.Duration { return time.Since(started) }
