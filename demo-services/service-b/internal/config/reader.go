package config

import (
	"fmt"
	"strconv"
	"time"
)

// reader turns environment variables into values and collects what is wrong with them.
// A variable that is unset or empty has its default.
type reader struct {
	getenv   func(string) string
	problems []error
}

func (r *reader) integer(name string, fallback, low, high int) int {
	text := r.getenv(name)
	if text == "" {
		return fallback
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < low || value > high {
		r.reject(name, text, fmt.Sprintf("an integer from %d to %d", low, high))
		return fallback
	}
	return value
}

func (r *reader) milliseconds(name string, fallback, low, high int) time.Duration {
	return time.Duration(r.integer(name, fallback, low, high)) * time.Millisecond
}

func (r *reader) onOff(name string, fallback bool) bool {
	switch text := r.getenv(name); text {
	case "":
		return fallback
	case "on", "true":
		return true
	case "off", "false":
		return false
	default:
		r.reject(name, text, "on or off")
		return fallback
	}
}

func (r *reader) reject(name, text, bound string) {
	r.problems = append(r.problems, fmt.Errorf("%s must be %s, but is %q", name, bound, text))
}
