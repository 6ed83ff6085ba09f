package config

import (
	"strings"
	"testing"
	"time"
)

func load(environment map[string]string) (Config, error) {
	return Load(func(name string) string { return environment[name] })
}

func TestEmptyEnvironmentGivesTheDefaults(t *testing.T) {
	got, err := load(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Port:              80,
		ReadingsPort:      9000,
		IdempotencyKeys:   10_000,
		IdempotencyWindow: 10 * time.Minute,
		ShutdownGrace:     6 * time.Second,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestEverySwitchIsRead(t *testing.T) {
	got, err := load(map[string]string{
		"PORT":                  "8080",
		"READINGS_PORT":         "9001",
		"IDEMPOTENT_RECEIVER":   "on",
		"IDEMPOTENCY_KEYS":      "5",
		"IDEMPOTENCY_WINDOW_MS": "1500",
		"WORK_MS":               "7",
		"ANSWER_DELAY_MS":       "300",
		"SHUTDOWN_DELAY_MS":     "20",
		"SHUTDOWN_GRACE_MS":     "0",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Port:               8080,
		ReadingsPort:       9001,
		IdempotentReceiver: true,
		IdempotencyKeys:    5,
		IdempotencyWindow:  1500 * time.Millisecond,
		Work:               7 * time.Millisecond,
		AnswerDelay:        300 * time.Millisecond,
		ShutdownDelay:      20 * time.Millisecond,
		ShutdownGrace:      0,
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestEveryWrongVariableIsNamedWithItsBoundAndValue(t *testing.T) {
	_, err := load(map[string]string{"PORT": "0", "WORK_MS": "1.5", "IDEMPOTENT_RECEIVER": "maybe"})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{
		`PORT must be an integer from 1 to 65535, but is "0"`,
		`WORK_MS must be an integer from 0 to 10000, but is "1.5"`,
		`IDEMPOTENT_RECEIVER must be on or off, but is "maybe"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %q", want, err)
		}
	}
}
