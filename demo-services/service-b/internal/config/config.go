// Package config reads ServiceB's switches from the environment.
//
// The telemetry settings are not here: they are the standard OTEL_* variables, and the SDK reads them itself.
package config

import (
	"errors"
	"log/slog"
	"time"
)

// Config is everything that can be switched on ServiceB. The README says what each switch is for.
type Config struct {
	Port int
	// ReadingsPort is where readings are taken over UDP; 0 means nowhere.
	ReadingsPort int

	IdempotentReceiver bool
	IdempotencyKeys    int
	IdempotencyWindow  time.Duration

	Work        time.Duration
	AnswerDelay time.Duration

	ShutdownDelay time.Duration
	ShutdownGrace time.Duration
}

// Load reads the configuration through getenv (usually os.Getenv).
// The error names every variable that is out of bounds, not only the first one.
func Load(getenv func(string) string) (Config, error) {
	env := reader{getenv: getenv}
	config := Config{
		Port:         env.integer("PORT", 80, 1, 65535),
		ReadingsPort: env.integer("READINGS_PORT", 9000, 0, 65535),

		IdempotentReceiver: env.onOff("IDEMPOTENT_RECEIVER", false),
		IdempotencyKeys:    env.integer("IDEMPOTENCY_KEYS", 10_000, 1, 1_000_000),
		IdempotencyWindow:  env.milliseconds("IDEMPOTENCY_WINDOW_MS", 600_000, 1, 86_400_000),

		Work:        env.milliseconds("WORK_MS", 0, 0, 10_000),
		AnswerDelay: env.milliseconds("ANSWER_DELAY_MS", 0, 0, 10_000),

		ShutdownDelay: env.milliseconds("SHUTDOWN_DELAY_MS", 0, 0, 60_000),
		ShutdownGrace: env.milliseconds("SHUTDOWN_GRACE_MS", 6_000, 0, 60_000),
	}
	return config, errors.Join(env.problems...)
}

// LogValue shows the configuration in logs, durations as people write them.
func (c Config) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int("readings_port", c.ReadingsPort),
		slog.Bool("idempotent_receiver", c.IdempotentReceiver),
		slog.Int("idempotency_keys", c.IdempotencyKeys),
		slog.String("idempotency_window", c.IdempotencyWindow.String()),
		slog.String("work", c.Work.String()),
		slog.String("answer_delay", c.AnswerDelay.String()),
		slog.String("shutdown_delay", c.ShutdownDelay.String()),
		slog.String("shutdown_grace", c.ShutdownGrace.String()),
	)
}
