package ingress

import (
	"fmt"
	"os"
)

// Way is how packets that reach the node are intercepted.
type Way string

const (
	ByQueue   Way = "nfqueue" // this package
	ByReentry Way = "reentry" // package reentry, for kernels without the queue
)

// EnvWay chooses the way; unset or "auto", it is the queue where the kernel has one.
const EnvWay = "DSP_SHAPER_INGRESS"

// WantedWay reads the choice from the environment; "" is none.
func WantedWay() (Way, error) {
	switch way := Way(os.Getenv(EnvWay)); way {
	case "", "auto":
		return "", nil
	case ByQueue, ByReentry:
		return way, nil
	default:
		return "", fmt.Errorf("%s is %q, not auto, %s or %s", EnvWay, way, ByQueue, ByReentry)
	}
}
