// ServiceB of the demonstration receives messages and records them.
//
//	service-b          serves
//	service-b health   exits with 0 if the service that runs here is healthy
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"service-b/internal/app"
	"service-b/internal/config"
	"service-b/internal/logging"
	"service-b/internal/probe"
	"service-b/internal/telemetry"
)

// flushTimeout bounds how long the end waits for telemetry to be sent.
// With the default grace it stays within the ten seconds that Docker gives a stopping container.
const flushTimeout = 3 * time.Second

const (
	exitFailed        = 1
	exitMisconfigured = 2
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(arguments []string) int {
	c, err := config.Load(os.Getenv)
	if err != nil {
		return fail(exitMisconfigured, err)
	}
	switch {
	case len(arguments) == 0:
		return serve(c)
	case len(arguments) == 1 && arguments[0] == "health":
		if err := probe.Health(c.Port); err != nil {
			return fail(exitFailed, err)
		}
		return 0
	default:
		return fail(exitMisconfigured, fmt.Errorf("usage: service-b [health]"))
	}
}

func serve(c config.Config) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)

	stopTelemetry, err := telemetry.Start(ctx, logging.New(os.Stdout))
	if err != nil {
		return fail(exitMisconfigured, err)
	}
	logger := logging.NewExporting(os.Stdout)

	listener, err := net.Listen("tcp", ":"+strconv.Itoa(c.Port))
	if err != nil {
		return fail(exitFailed, err)
	}
	runError := app.Run(ctx, c, listener, logger)
	if runError != nil {
		logger.Error("stopped by an error", "error", runError)
	} else {
		logger.Info("stopped")
	}

	flush, cancel := context.WithTimeout(context.Background(), flushTimeout)
	defer cancel()
	if err := stopTelemetry(flush); err != nil {
		logging.New(os.Stdout).Warn("telemetry was lost at the end", "error", err)
	}
	if runError != nil {
		return exitFailed
	}
	return 0
}

func fail(code int, err error) int {
	fmt.Fprintf(os.Stderr, "service-b: %v\n", err)
	return code
}
